package io.drawbridge.server.notify.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.notify.NoticeMail;
import io.drawbridge.protocol.notify.QuietHours;
import io.drawbridge.protocol.notify.QuietSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailTimesTest {
  private static final MailTimes TIMES = new MailTimes(Duration.ofMinutes(3));

  /** 23 November 2026 is a Monday. */
  @ParameterizedTest
  @CsvSource({
    "IMMEDIATE, 2026-11-25T12:00:00Z, Europe/Berlin, 2026-11-25T12:03:00Z",
    "DAILY, 2026-11-25T06:59:00Z, Europe/Berlin, 2026-11-25T07:00:00Z",
    "DAILY, 2026-11-25T07:00:00Z, Europe/Berlin, 2026-11-26T07:00:00Z",
    "DAILY, 2026-11-25T07:00:00Z, America/New_York, 2026-11-25T13:00:00Z",
    "DAILY, 2026-11-25T23:30:00Z, Asia/Tokyo, 2026-11-26T23:00:00Z",
    "WEEKLY, 2026-11-25T12:00:00Z, Europe/Berlin, 2026-11-30T07:00:00Z",
    "WEEKLY, 2026-11-23T06:00:00Z, Europe/Berlin, 2026-11-23T07:00:00Z",
    "WEEKLY, 2026-11-23T08:00:00Z, Europe/Berlin, 2026-11-30T07:00:00Z",
    "DAILY, 2026-10-24T12:00:00Z, Europe/Berlin, 2026-10-25T07:00:00Z",
    "DAILY, 2026-10-23T12:00:00Z, Europe/Berlin, 2026-10-24T06:00:00Z",
  })
  void mailsLeaveInTheMorningOfThePerson(
      NoticeMail kind, Instant now, ZoneId zone, Instant expected) {
    assertThat(TIMES.due(kind, now, zone, QuietHours.NONE)).contains(expected);
  }

  @Test
  void nothingIsMailedInQuietHours() {
    QuietHours quiet =
        new QuietHours(
            Optional.empty(), Optional.of("UTC"), List.of(new QuietSpan(3, 12 * 60, 18 * 60)));
    assertThat(
            TIMES.due(
                NoticeMail.IMMEDIATE,
                Instant.parse("2026-11-25T12:00:00Z"),
                ZoneId.of("UTC"),
                quiet))
        .contains(Instant.parse("2026-11-25T18:00:00Z"));
    assertThat(TIMES.due(NoticeMail.OFF, Instant.EPOCH, ZoneId.of("UTC"), quiet)).isEmpty();
  }
}
