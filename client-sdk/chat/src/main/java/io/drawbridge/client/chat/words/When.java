package io.drawbridge.client.chat.words;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads times as people type them: {@code 30m}, {@code 2h}, {@code 3d}, a day, a day and a time.
 */
public final class When {
  private static final Pattern AHEAD = Pattern.compile("([0-9]{1,4})([mhd])");
  private static final LocalTime MORNING = LocalTime.of(9, 0);

  private When() {}

  /**
   * The time that is meant, in the clock's zone; a day alone is its morning. Empty if it is none.
   */
  public static Optional<Instant> read(String typed, Clock clock) {
    Matcher ahead = AHEAD.matcher(typed);
    if (ahead.matches()) {
      long number = Long.parseLong(ahead.group(1));
      Duration time =
          switch (ahead.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
      return Optional.of(clock.instant().plus(time));
    }
    try {
      LocalDateTime time =
          typed.indexOf(':') < 0
              ? LocalDate.parse(typed).atTime(MORNING)
              : LocalDateTime.parse(typed.replace(' ', 'T'));
      return Optional.of(time.atZone(clock.getZone()).toInstant());
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }
}
