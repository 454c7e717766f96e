package io.drawbridge.server.quota;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A quota that is used up: its name, its number, its unit, and when there is more. */
sealed interface Refusal {
  Failure failure();

  String unit();

  /** A used up quota of a minute; {@code unit} is rows or bytes. */
  record OfMinute(Scope.Kind kind, String unit, long max, Duration pause) implements Refusal {
    @Override
    public Failure failure() {
      return Failure.rateLimited(
          "quota %s_%s_per_minute: used up (expected: at most %d %s a minute; again in %d ms)"
              .formatted(kind.text(), unit, max, unit, pause.toMillis()),
          pause);
    }
  }

  /** A used up quota of a day; days begin at midnight UTC by the database's clock. */
  record OfDay(Scope.Kind kind, String unit, long max, LocalDate day) implements Refusal {
    @Override
    public Failure failure() {
      return Failure.of(
          ErrorCode.LIMIT_REACHED,
          "quota %s_%s_per_day: used up (expected: at most %d %s a day; again at %s)"
              .formatted(
                  kind.text(),
                  unit,
                  max,
                  unit,
                  day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
    }
  }
}
