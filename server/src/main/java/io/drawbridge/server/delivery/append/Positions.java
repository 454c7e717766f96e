package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.delivery.append.AppendStore.Ground;
import io.drawbridge.server.delivery.append.AppendStore.Mention;
import io.drawbridge.server.delivery.append.AppendStore.Seen;
import io.drawbridge.server.delivery.append.WriterLanes.Committed;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.delivery.log.LogEntry;
import io.drawbridge.server.delivery.log.LogEntry.Content;
import io.drawbridge.server.delivery.log.LogEntry.Target;
import io.drawbridge.server.delivery.log.Moment;
import io.drawbridge.server.failure.Failure;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives positions, in order, to the appends of one transaction that are valid, and collects their
 * rows.
 */
final class Positions {
  private final Ground ground;
  private final Map<Integer, Seen> seen;
  private final Set<Mention> sighted;
  private final Map<Long, Long> heads = new HashMap<>();
  private final Map<Spot, Set<String>> newEmojis = new HashMap<>();
  private final AppendRows rows = new AppendRows();

  Positions(Ground ground, Map<Integer, Seen> seen, Set<Mention> sighted) {
    this.ground = ground;
    this.seen = seen;
    this.sighted = sighted;
  }

  /** The rows to write; empty when every append was refused. */
  Optional<AppendRows> finish() {
    heads.forEach((conversation, head) -> rows.heads.add(conversation, head));
    return heads.isEmpty() ? Optional.empty() : Optional.of(rows);
  }

  Outcome append(Waiting waiting, int index) {
    @Nullable Seen subject = seen.get(index);
    try {
      return switch (waiting.append()) {
        case Append.Post post -> post(waiting, post, subject);
        case Append.Edit edit -> edit(waiting, edit, living(subject));
        case Append.Delete delete -> delete(waiting, delete, living(subject));
        case Append.React react -> react(waiting, react, living(subject));
        case Append.Pin pin -> pin(waiting, pin, living(subject));
      };
    } catch (Failure failure) {
      return new Outcome.Refused(failure);
    }
  }

  private Outcome post(Waiting waiting, Append.Post post, @Nullable Seen quoted) {
    Optional<Target> quote = post.quote().map(pos -> target(pos, found(quoted)));
    Set<AccountId> mentions = kept(waiting, post.mentions());
    Place place = place(waiting);
    rows.messages.add(
        place.conversation,
        place.pos,
        place.moment.epoch(),
        waiting.author().value(),
        post.text(),
        quote.map(Target::pos).orElse(null),
        quote.map(Target::epoch).orElse(null),
        place.moment.clockMicros());
    mention(place.conversation, place.pos, mentions);
    return appended(
        waiting,
        place,
        new LogEntry.Posted(Optional.of(post.text()), quote, Optional.empty(), mentions));
  }

  private Outcome edit(Waiting waiting, Append.Edit edit, Seen message) {
    own(waiting, message);
    Place place = place(waiting);
    rows.edits.add(place.conversation, edit.target(), edit.text(), place.moment.clockMicros());
    mention(place.conversation, edit.target(), kept(waiting, Batch.mentioned(edit)));
    return appended(
        waiting, place, new LogEntry.Edited(target(edit.target(), message), edit.text()));
  }

  private Outcome delete(Waiting waiting, Append.Delete delete, Seen message) {
    if (!delete.any()) {
      own(waiting, message);
    }
    Place place = place(waiting);
    rows.deletes.add(place.conversation, delete.target());
    return appended(waiting, place, new LogEntry.Deleted(target(delete.target(), message)));
  }

  private Outcome react(Waiting waiting, Append.React react, Seen message) {
    long conversation = waiting.facts().id().value();
    Target target = target(react.target(), message);
    if (react.on()) {
      Set<String> fresh =
          newEmojis.computeIfAbsent(new Spot(conversation, react.target()), _ -> new HashSet<>());
      if (!message.emojiUsed()
          && !fresh.contains(react.emoji())
          && message.emojis() + fresh.size() >= Limits.REACTIONS_PER_MESSAGE_MAX) {
        throw Failure.of(
            ErrorCode.LIMIT_REACHED,
            "reactions: %d on this message (expected: <= %d)"
                .formatted(message.emojis() + fresh.size() + 1, Limits.REACTIONS_PER_MESSAGE_MAX));
      }
      if (!message.emojiUsed()) {
        fresh.add(react.emoji());
      }
    }
    Columns column = react.on() ? rows.reactions : rows.reactionsOff;
    column.add(conversation, react.target(), react.emoji(), waiting.author().value());
    return appended(
        waiting, place(waiting), new LogEntry.Reacted(target, react.emoji(), react.on()));
  }

  private Outcome pin(Waiting waiting, Append.Pin pin, Seen message) {
    Place place = place(waiting);
    rows.pins.add(place.conversation, pin.target(), pin.on() ? place.moment.clockMicros() : null);
    return appended(waiting, place, new LogEntry.Pinned(target(pin.target(), message), pin.on()));
  }

  /**
   * The rule of positions: above the head, the clock, the last change's mark and what was retired.
   */
  private Place place(Waiting waiting) {
    long conversation = waiting.facts().id().value();
    AppendStore.Head head = found(ground.heads().get(conversation));
    Moment moment = found(ground.moments().get(waiting.domain().value()));
    long prev = heads.getOrDefault(conversation, head.pos());
    long pos =
        Math.max(
            Math.max(prev, head.firstPos()) + 1, Math.max(moment.clockMicros(), moment.mark() + 1));
    heads.put(conversation, pos);
    return new Place(conversation, pos, prev, moment);
  }

  private Outcome appended(Waiting waiting, Place place, Content content) {
    Moment moment = place.moment;
    Committed committed =
        new Committed(place.pos, Moment.instant(moment.clockMicros()), moment.epoch());
    rows.events.add(
        place.conversation,
        place.pos,
        place.prev,
        moment.epoch(),
        content.kind().stored(),
        waiting.author().value(),
        Batch.subject(waiting.append())
            .filter(_ -> !(content instanceof LogEntry.Posted))
            .orElse(null),
        content instanceof LogEntry.Reacted reacted ? reacted.emoji() : null,
        moment.clockMicros());
    rows.requests.add(
        waiting.author().value(),
        waiting.append().key().clientId(),
        waiting.append().key().bodyHex(),
        CommittedText.write(committed));
    return new Outcome.Appended(
        committed,
        new LogEntry(
            waiting.facts(),
            place.pos,
            place.prev,
            moment.epoch(),
            waiting.author(),
            committed.at(),
            content));
  }

  private Set<AccountId> kept(Waiting waiting, Collection<AccountId> named) {
    long conversation = waiting.facts().id().value();
    return named.stream()
        .filter(person -> sighted.contains(new Mention(conversation, person.value())))
        .collect(Collectors.toUnmodifiableSet());
  }

  private void mention(long conversation, long pos, Set<AccountId> people) {
    people.forEach(person -> rows.mentions.add(person.value(), conversation, pos));
  }

  private static Target target(long pos, Seen message) {
    return new Target(pos, message.epoch());
  }

  private static Seen living(@Nullable Seen message) {
    if (message == null || !message.alive()) {
      throw Failure.notFound();
    }
    return message;
  }

  private static void own(Waiting waiting, Seen message) {
    if (message.author() != waiting.author().value()) {
      throw Failure.notAllowed("only the author may do this");
    }
  }

  private static <T> T found(@Nullable T value) {
    if (value == null) {
      throw Failure.notFound();
    }
    return value;
  }

  private record Spot(long conversation, long pos) {}

  private record Place(long conversation, long pos, long prev, Moment moment) {}
}
