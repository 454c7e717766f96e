package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.delivery.append.AppendRowsStore.Rewrite;
import io.drawbridge.server.delivery.append.AppendStore.Seen;
import io.drawbridge.server.delivery.append.Positions.Place;
import io.drawbridge.server.delivery.log.LogEntry.Target;
import io.drawbridge.server.failure.Failure;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One append while it is being decided: what its author sees of the message it is about, and the
 * rows it will leave. Ask for its {@link #place} only once nothing can refuse it any more.
 */
final class Draft {
  private final Positions positions;
  private final Waiting waiting;
  private final @Nullable Seen subject;
  private @Nullable Place place;

  Draft(Positions positions, Waiting waiting, @Nullable Seen subject) {
    this.positions = positions;
    this.waiting = waiting;
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
    return new Target(pos, subject.epoch());
  }

  /**
   * The message at this position, which is changed.
   *
   * @throws Failure {@code not_found} if the author does not see it, or it was deleted
   */
  Target target(long pos) {
    return new Target(pos, living().epoch());
  }

  /**
   * Requires that the right suffices for this message.
   *
   * @throws Failure {@code not_allowed} if it is for the author of the message only
   */
  void requireRight() {
    positions.requireRight(waiting, living());
  }

  /** The people named who see the conversation. */
  Set<AccountId> named() {
    return positions.named(waiting);
  }

  /** The number of different emojis that the message bears, this one included. */
  int emojisWith(long pos, String emoji) {
    return positions.emojisWith(waiting, pos, emoji, living());
  }

  /** Adds the row of a message. */
  void message(String text, Optional<Target> quote) {
    positions.message(waiting, place(), text, quote);
  }

  /** Adds the mentions of a message. */
  void mention(long pos, Set<AccountId> people) {
    positions.mention(waiting, pos, people);
  }

  /** Adds a row to a kind of rewriting; {@code values} follow the conversation in its columns. */
  void row(Rewrite rewrite, @Nullable Object... values) {
    living();
    positions.row(waiting, rewrite, values);
  }

  private Seen living() {
    if (subject == null || !subject.alive()) {
      throw Failure.notFound();
    }
    return subject;
  }
}
