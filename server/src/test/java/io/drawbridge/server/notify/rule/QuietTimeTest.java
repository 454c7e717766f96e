package io.drawbridge.server.notify.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.notify.QuietHours;
import io.drawbridge.protocol.notify.QuietSpan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuietTimeTest {
  private static final int MONDAY = 1;
  private static final int SATURDAY = 6;
  private static final int SUNDAY = 7;

  private static QuietHours week(QuietSpan... spans) {
    return new QuietHours(Optional.empty(), Optional.of("Europe/Berlin"), List.of(spans));
  }

  private static Optional<Instant> end(QuietHours quiet, String now) {
    return QuietTime.end(quiet, Instant.parse(now));
  }

  @Test
  void nightGoesOnToTheNextDayInTheZoneOfThePerson() {
    QuietHours nights = week(new QuietSpan(MONDAY, 22 * 60, 7 * 60));
    assertThat(end(nights, "2026-11-23T20:59:59Z")).isEmpty();
    assertThat(end(nights, "2026-11-23T21:00:00Z")).contains(Instant.parse("2026-11-24T06:00:00Z"));
    assertThat(end(nights, "2026-11-24T05:59:59Z")).contains(Instant.parse("2026-11-24T06:00:00Z"));
    assertThat(end(nights, "2026-11-24T06:00:00Z")).isEmpty();
    assertThat(end(nights, "2026-11-24T21:30:00Z")).isEmpty();
  }

  @Test
  void daysThatFollowEachOtherEndTogether() {
    QuietHours weekend =
        week(new QuietSpan(SATURDAY, 0, 24 * 60), new QuietSpan(SUNDAY, 0, 24 * 60));
    assertThat(end(weekend, "2026-11-28T10:00:00Z"))
        .contains(Instant.parse("2026-11-29T23:00:00Z"));
  }

  /** On 25 October 2026 the clock is put back from three to two. */
  @Test
  void hoursAreThoseOfTheClockOnTheWall() {
    QuietHours night = week(new QuietSpan(SUNDAY, 0, 7 * 60));
    assertThat(end(night, "2026-10-24T22:00:00Z")).contains(Instant.parse("2026-10-25T06:00:00Z"));
  }

  @Test
  void momentAndWeekHoldTogether() {
    Instant until = Instant.parse("2026-11-23T21:30:00Z");
    QuietHours both =
        new QuietHours(
            Optional.of(until),
            Optional.of("Europe/Berlin"),
            List.of(new QuietSpan(MONDAY, 22 * 60, 7 * 60)));
    assertThat(end(both, "2026-11-23T12:00:00Z")).contains(Instant.parse("2026-11-24T06:00:00Z"));
  }

  @Test
  void weekThatIsQuietAsAWholeEndsSomewhen() {
    QuietHours always =
        week(
            IntStream.rangeClosed(MONDAY, SUNDAY)
                .mapToObj(day -> new QuietSpan(day, 0, 24 * 60))
                .toArray(QuietSpan[]::new));
    assertThat(end(always, "2026-11-23T12:00:00Z")).isPresent();
  }
}
