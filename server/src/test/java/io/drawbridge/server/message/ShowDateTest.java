package io.drawbridge.server.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Finds where a day begins (G-25). */
class ShowDateTest {
  private static long at(String instant) {
    return TimeUnit.SECONDS.toMicros(Instant.parse(instant).getEpochSecond());
  }

  @Test
  void dayBeginsWhereItsReaderIs() {
    assertThat(ShowDate.begin("2026-05-01", ZoneOffset.UTC)).isEqualTo(at("2026-05-01T00:00:00Z"));
    assertThat(ShowDate.begin("2026-05-01", ZoneId.of("Asia/Tokyo")))
        .isEqualTo(at("2026-04-30T15:00:00Z"));
    assertThat(ShowDate.begin("2026-05-01", ZoneId.of("America/New_York")))
        .isEqualTo(at("2026-05-01T04:00:00Z"));
  }

  @Test
  void dayThatHasNoMidnightBeginsWithItsFirstMoment() {
    assertThat(ShowDate.begin("2018-11-04", ZoneId.of("America/Sao_Paulo")))
        .isEqualTo(at("2018-11-04T03:00:00Z"));
  }

  @Test
  void whatWasBeforeAllPositionsIsTheFirst() {
    assertThat(ShowDate.begin("0001-01-01", ZoneOffset.UTC)).isZero();
    assertThat(ShowDate.begin("9999-12-31", ZoneOffset.UTC)).isPositive();
  }
}
