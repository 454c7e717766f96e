package io.drawbridge.server.notify.rule;

import io.drawbridge.protocol.notify.NoticeCause;
import io.drawbridge.protocol.notify.NoticeLevel;
import java.time.Instant;
import java.util.Optional;

/** Decides what an event means for a person. Pure and total. */
public final class NoticeRule {
  private NoticeRule() {}

  /**
   * The decision to tell somebody.
   *
   * @param heldUntil the end of their quiet hours, if it came within them
   */
  public record Told(NoticeCause reason, Optional<Instant> heldUntil) {}

  /** Decides whether the person is told, and why; empty if not. */
  public static Optional<Told> decide(Happening what, Touch touch, Wishes wishes, Instant now) {
    if (touch.own() || !touch.seen() || touch.read()) {
      return Optional.empty();
    }
    if (wishes.mutedUntil().filter(now::isBefore).isPresent()) {
      return Optional.empty();
    }
    NoticeLevel level = wishes.level(what.direct());
    return level == NoticeLevel.NOTHING
        ? Optional.empty()
        : reason(what, touch, level, wishes.followed().orElse(false))
            .map(reason -> new Told(reason, QuietTime.end(wishes.quiet(), now)));
  }

  private static Optional<NoticeCause> reason(
      Happening what, Touch touch, NoticeLevel level, boolean followed) {
    return switch (what.sort()) {
      case ADDED -> only(touch.subject(), NoticeCause.ADDED);
      case FILE_VERSION -> only(touch.subject() || followed, NoticeCause.FILE_VERSION);
      case MESSAGE -> message(what, touch, level, followed);
    };
  }

  private static Optional<NoticeCause> message(
      Happening what, Touch touch, NoticeLevel level, boolean followed) {
    if (touch.named()) {
      return Optional.of(NoticeCause.MENTION);
    }
    if (what.files() && (what.direct() || touch.addressed())) {
      return Optional.of(NoticeCause.FILE_SHARED);
    }
    boolean all = level == NoticeLevel.ALL;
    if (all && what.direct()) {
      return Optional.of(NoticeCause.DM);
    }
    if (touch.keyword()) {
      return Optional.of(NoticeCause.KEYWORD);
    }
    return only(all, followed ? NoticeCause.THREAD : NoticeCause.MESSAGE);
  }

  private static Optional<NoticeCause> only(boolean holds, NoticeCause reason) {
    return holds ? Optional.of(reason) : Optional.empty();
  }
}
