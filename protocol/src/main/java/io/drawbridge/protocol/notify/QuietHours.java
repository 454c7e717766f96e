package io.drawbridge.protocol.notify;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.text.Check;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The times at which nothing should ring or be mailed; what comes then waits until they end.
 *
 * @param until up to when it is quiet now
 * @param timeZone a name of the IANA in which {@code week} is read; UTC if absent
 * @param week the quiet hours of each week, at most 14
 */
public record QuietHours(Optional<Instant> until, Optional<String> timeZone, List<QuietSpan> week) {
  /** No quiet hours. */
  public static final QuietHours NONE =
      new QuietHours(Optional.empty(), Optional.empty(), List.of());

  /** Checks the fields. */
  public QuietHours {
    Check.instant("until", until);
    timeZone.ifPresent(Check::timeZone);
    week = Check.list("week", week, Limits.QUIET_SPANS_MAX);
  }
}
