package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.rules.AccessRules;
import io.drawbridge.server.delivery.append.AppendRowsStore.Rewrite;
import io.drawbridge.server.delivery.append.AppendStore.Seen;
import io.drawbridge.server.delivery.append.Positions.Place;
import io.drawbridge.server.delivery.log.LogEntry.Target;
import io.drawbridge.server.delivery.log.Moment;
import io.drawbridge.server.delivery.words.IndexedText;
import io.drawbridge.server.failure.Failure;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One append while it is being decided: what its author sees of the message it is about, and the
 * rows it will leave. Ask for its {@link #place} only once nothing can refuse it any more.
 */
final class Draft {
  private final Positions positions;
  private final Waiting waiting;
  private final long conversation;
  private final @Nullable Seen subject;
  private @Nullable Place place;

  Draft(Positions positions, Waiting waiting, @Nullable Seen subject) {
    this.positions = positions;
    this.waiting = waiting;
    this.conversation = waiting.facts().id().value();
    this.subject = subject;
  }

  /** The place of the event in its conversation; the head moves at the first call. */
  Place place() {
    @Nullable Place taken = place;
    if (taken == null) {
      taken = positions.take(waiting);
      place = taken;
    }
    return taken;
  }

  /**
   * The message at this position, which is quoted and may have been deleted.
   *
   * @throws Failure {@code not_found} if the author does not see it
   */
  Target quoted(long pos) {
    if (subject == null) {
      throw Failure.notFound();
    }
    return new Target(pos, subject.epoch(), new AccountId(subject.author()));
  }

  /**
   * The message at this position, which is changed.
   *
   * @throws Failure {@code not_found} if the author does not see it, or it was deleted
   */
  Target target(long pos) {
    Seen message = living();
    return new Target(pos, message.epoch(), new AccountId(message.author()));
  }

  /**
   * Requires that the right suffices for this message.
   *
   * @throws Failure {@code not_allowed} if it is for the author of the message only
   */
  void requireRight() {
    boolean author = living().author() == waiting.author().value();
    AccessRules.onMessage(waiting.append().right(), author).require();
  }

  /** The people named who see the conversation. */
  Set<AccountId> named() {
    return waiting.append().mentions().stream()
        .filter(person -> positions.sighted(waiting.mention(person)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** How many different emojis the message bears with this one. */
  int emojisWith(long pos, String emoji) {
    Seen message = living();
    Set<String> fresh = positions.newEmojis(conversation, pos);
    int others = message.emojis() + fresh.size();
    if (message.emojiUsed() || fresh.contains(emoji)) {
      return others;
    }
    if (others < Limits.REACTIONS_PER_MESSAGE_MAX) {
      fresh.add(emoji);
    }
    return others + 1;
  }

  /** Adds the row of a message. */
  void message(String text, Optional<Target> quote) {
    Moment moment = place().moment();
    positions
        .rows()
        .messages
        .add(
            conversation,
            place().pos(),
            moment.epoch(),
            waiting.author().value(),
            text,
            quote.map(Target::pos).orElse(null),
            quote.map(Target::epoch).orElse(null),
            moment.clockMicros(),
            indexed(text));
  }

  /** The index entry of a text of this author. */
  String indexed(String text) {
    return IndexedText.of(waiting.facts().domain(), waiting.facts().id(), waiting.author(), text);
  }

  /** Adds the mentions of a message. */
  void mention(long pos, Set<AccountId> people) {
    people.forEach(person -> positions.rows().mentions.add(person.value(), conversation, pos));
  }

  /** Adds a row to a kind of rewriting; {@code values} follow the conversation in its columns. */
  void row(Rewrite rewrite, @Nullable Object... values) {
    living();
    @Nullable Object[] row = new @Nullable Object[values.length + 1];
    row[0] = conversation;
    System.arraycopy(values, 0, row, 1, values.length);
    positions.rows().of(rewrite).add(row);
  }

  private Seen living() {
    if (subject == null || !subject.alive()) {
      throw Failure.notFound();
    }
    return subject;
  }
}
