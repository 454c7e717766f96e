package io.drawbridge.server.notify.mail;

import io.drawbridge.protocol.notify.NoticeMail;
import io.drawbridge.protocol.notify.QuietHours;
import io.drawbridge.server.notify.rule.QuietTime;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * The times at which mails about notices leave. Pure.
 *
 * @param after how long a mail about a message waits, in which it may be read
 */
public record MailTimes(Duration after) {
  /** The hour of the person's morning at which digests leave. */
  static final LocalTime MORNING = LocalTime.of(8, 0);

  /** How often a mail is put off for who is active: five times what it waits at first. */
  private static final int PUT_OFF_MAX = 5;

  /** When a mail of this kind is due; empty if the person wants none. */
  Optional<Instant> due(NoticeMail kind, Instant now, ZoneId zone, QuietHours quiet) {
    return switch (kind) {
      case OFF -> Optional.empty();
      case IMMEDIATE -> Optional.of(outside(quiet, now.plus(after)));
      case DAILY -> Optional.of(outside(quiet, morning(now, zone, Optional.empty())));
      case WEEKLY -> Optional.of(outside(quiet, morning(now, zone, Optional.of(DayOfWeek.MONDAY))));
    };
  }

  /**
   * Until when a mail of which the first notice came then is put off while the person is active.
   */
  Instant putOffUntil(Instant created) {
    return created.plus(after.multipliedBy(PUT_OFF_MAX));
  }

  private static Instant outside(QuietHours quiet, Instant at) {
    return QuietTime.end(quiet, at).orElse(at);
  }

  private static Instant morning(Instant now, ZoneId zone, Optional<DayOfWeek> day) {
    LocalDate today = now.atZone(zone).toLocalDate();
    LocalDate first = day.map(it -> today.with(TemporalAdjusters.nextOrSame(it))).orElse(today);
    Instant at = first.atTime(MORNING).atZone(zone).toInstant();
    return at.isAfter(now)
        ? at
        : first.plusDays(day.isPresent() ? 7 : 1).atTime(MORNING).atZone(zone).toInstant();
  }
}
