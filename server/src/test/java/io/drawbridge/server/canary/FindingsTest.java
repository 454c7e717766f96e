package io.drawbridge.server.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.observe.CanaryFinding;
import io.drawbridge.server.observe.CanaryHealth.Outcome;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.observe.SecurityLog;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The findings of rounds add up to a health, metrics and events. */
final class FindingsTest {
  private final Metrics metrics = new Metrics();
  private final AtomicLong nanos = new AtomicLong(Duration.ofDays(1).toNanos());
  private final Findings findings =
      new Findings(metrics, new SecurityLog(metrics, false), Duration.ofMinutes(1), nanos::get);

  private void round(Runnable found) {
    findings.begin();
    found.run();
    findings.end();
  }

  @Test
  void nothingIsKnownBeforeTheFirstRoundHasEnded() {
    findings.begin();
    findings.passed("one");
    assertThat(findings.health().outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(findings.health().lines()).contains("last round: none has ended yet");
    findings.end();
    assertThat(findings.health().outcome()).isEqualTo(Outcome.PASSED);
  }

  @Test
  void breachStandsUntilTheNodePasses() {
    round(() -> findings.failed("two", CanaryFinding.LATE, "late"));
    round(() -> findings.unable("two", "away"));
    assertThat(findings.health().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(findings.health().text())
        .startsWith("failed\nlast round: unknown, ")
        .contains("node two: failed, late: late\n");
    round(() -> findings.passed("two"));
    assertThat(findings.health().outcome()).isEqualTo(Outcome.PASSED);
  }

  @Test
  void breachOfANodeThatIsGoneIsForgotten() {
    round(() -> {
      findings.failed("two", CanaryFinding.LEAKED, "leaked");
      findings.passed("one");
    });
    findings.keep(Set.of("one"));
    assertThat(findings.health().outcome()).isEqualTo(Outcome.PASSED);
  }

  @Test
  void whatCouldNotBeFoundOutIsNoBreach() {
    round(() -> {
      findings.passed("one");
      findings.unable("two", "no right");
    });
    assertThat(findings.health().outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(findings.health().failed()).isFalse();
  }

  @Test
  void roundUnderWayTellsOfTheLastOne() {
    round(() -> {
      findings.removed(Duration.ofMillis(14));
      findings.passed("one");
    });
    nanos.addAndGet(Duration.ofSeconds(7).toNanos());
    findings.begin();
    assertThat(findings.health().lines().getFirst())
        .isEqualTo(
            "last round: passed, 7 s ago (expected: one every 60 s), the receipt after 14 ms");
  }

  @Test
  void passOfLongAgoIsWorthNothing() {
    round(() -> findings.passed("one"));
    nanos.addAndGet(Duration.ofMinutes(7).toNanos());
    assertThat(findings.health().outcome()).isEqualTo(Outcome.UNKNOWN);
  }
}
