package io.drawbridge.server.notify.rule;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.notify.QuietHours;
import io.drawbridge.protocol.notify.QuietSpan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds when the quiet hours end that somebody is in. Pure. */
public final class QuietTime {
  /** More quiet hours in a row do not end: whose week is quiet as a whole is told once a week. */
  private static final int STEPS_MAX = 2 * Limits.QUIET_SPANS_MAX;

  private QuietTime() {}

  /** The end of the quiet hours that hold at a moment, and of those that follow at once. */
  public static Optional<Instant> end(QuietHours quiet, Instant now) {
    Instant end = quiet.until().filter(until -> until.isAfter(now)).orElse(now);
    ZoneId zone = zone(quiet);
    for (int step = 0; step < STEPS_MAX; step++) {
      Optional<Instant> further = weekly(quiet, zone, end);
      if (further.isEmpty()) {
        break;
      }
      end = further.get();
    }
    return end.equals(now) ? Optional.empty() : Optional.of(end);
  }

  /** The zone in which a person's week is read. */
  public static ZoneId zone(QuietHours quiet) {
    return quiet
        .timeZone()
        .filter(it -> !it.isEmpty())
        .<ZoneId>map(ZoneId::of)
        .orElse(ZoneOffset.UTC);
  }

  private static Optional<Instant> weekly(QuietHours quiet, ZoneId zone, Instant at) {
    LocalDate today = at.atZone(zone).toLocalDate();
    return quiet.week().stream()
        .flatMap(span ->
            Stream.of(today.minusDays(1), today)
                .filter(day -> begins(span, day) && covers(span, day, zone, at))
                .map(day -> to(span, day, zone)))
        .max(Instant::compareTo);
  }

  private static boolean begins(QuietSpan span, LocalDate day) {
    return day.getDayOfWeek().getValue() == span.day();
  }

  private static boolean covers(QuietSpan span, LocalDate day, ZoneId zone, Instant at) {
    return !at.isBefore(moment(day, span.from(), zone)) && at.isBefore(to(span, day, zone));
  }

  private static Instant to(QuietSpan span, LocalDate day, ZoneId zone) {
    return moment(span.to() > span.from() ? day : day.plusDays(1), span.to(), zone);
  }

  /** A minute of a day; where the clock is put forward over it, the moment after. */
  private static Instant moment(LocalDate day, int minute, ZoneId zone) {
    return day.atStartOfDay().plusMinutes(minute).atZone(zone).toInstant();
  }
}
