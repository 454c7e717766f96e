package io.drawbridge.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.observe.SecurityLog.Fact;
import org.junit.jupiter.api.Test;

final class SecurityLogTest {
  private final Metrics metrics = new Metrics();

  @Test
  void lineHoldsTheEventAndItsFacts() {
    AccountId account = new AccountId(5);
    try (SecurityLines seen = SecurityLines.watch()) {
      new SecurityLog(metrics, true)
          .record(SecurityEvent.SIGN_IN_FAILED, Fact.account(account), Fact.source("192.0.2.7"));
      assertThat(seen.all())
          .containsExactly("event=sign_in_failed account=%s source=192.0.2.7".formatted(account));
    }
  }

  @Test
  void sourceIsLeftOutWhereTheOperatorWantsNone() {
    try (SecurityLines seen = SecurityLines.watch()) {
      new SecurityLog(metrics, false)
          .record(SecurityEvent.ORIGIN_REFUSED, Fact.source("192.0.2.7"), Fact.reason("origin"));
      assertThat(seen.all()).containsExactly("event=origin_refused reason=origin");
    }
  }

  @Test
  void floodOfOneKindIsCountedButWritesFewLines() {
    SecurityLog log = new SecurityLog(metrics, true);
    try (SecurityLines seen = SecurityLines.watch()) {
      for (int i = 0; i < 10_000; i++) {
        log.record(SecurityEvent.SIGN_IN_FAILED);
      }
      log.record(SecurityEvent.SUSPENDED);
      assertThat(seen.all()).hasSizeLessThan(1_000).endsWith("event=suspended");
    }
    assertThat(metrics.scrape())
        .contains("drawbridge_security_events_total{event=\"sign_in_failed\"} 10000.0");
  }

  @Test
  void everyEventIsAMetricFromTheStart() {
    new SecurityLog(metrics, true);
    String scraped = metrics.scrape();
    for (SecurityEvent event : SecurityEvent.values()) {
      assertThat(scraped)
          .contains("drawbridge_security_events_total{event=\"%s\"} 0.0".formatted(event.text()));
    }
  }
}
