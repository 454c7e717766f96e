package io.drawbridge.server.notify.rule;

import io.drawbridge.protocol.notify.NoticeLevel;
import io.drawbridge.protocol.notify.QuietHours;
import java.time.Instant;
import java.util.Optional;

/**
 * Says what a person wants to hear of one conversation.
 *
 * @param own the level that they set for it
 * @param general the level that they set for all
 * @param followed whether they follow it, if they ever said
 * @param mutedUntil up to when they want to hear nothing of it
 * @param quiet when nothing should ring
 */
public record Wishes(
    Optional<NoticeLevel> own,
    Optional<NoticeLevel> general,
    Optional<Boolean> followed,
    Optional<Instant> mutedUntil,
    QuietHours quiet) {
  /** The level of who has set none. */
  public static final NoticeLevel LEVEL = NoticeLevel.MENTIONS;

  /**
   * The level that holds: what was set for the conversation; else everything of DMs and of what is
   * followed; else what was set for all. Who wants to hear nothing at all gets neither of these.
   */
  public NoticeLevel level(boolean direct) {
    NoticeLevel otherwise = general.orElse(LEVEL);
    boolean all = direct || followed.orElse(false);
    return own.orElse(all && otherwise != NoticeLevel.NOTHING ? NoticeLevel.ALL : otherwise);
  }
}
