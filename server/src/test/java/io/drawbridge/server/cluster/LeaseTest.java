package io.drawbridge.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class LeaseTest {
  private static final Duration GRANTED = Duration.ofSeconds(3);
  private static final Duration MARGIN = Duration.ofMillis(300);

  private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
  private final Lease lease = new Lease(() -> now, MARGIN);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  /** The number of a term that begins with a grant which took that long to come. */
  private OptionalLong granted(Duration way) {
    long sent = now;
    pass(way);
    return lease.granted(sent, GRANTED);
  }

  @Test
  void nodeServesOnlyOnceItHasVerifiedWhatItKnows() {
    assertThat(lease.holds()).isFalse();
    long term = granted(Duration.ofMillis(5)).orElseThrow();
    assertThat(lease.holds()).isFalse();
    assertThat(lease.isOpenTo(term)).isTrue();
    assertThat(lease.verified(term)).isTrue();
    assertThat(lease.holds()).isTrue();
  }

  /** Spec: deadline_from_reply. */
  @Test
  void endCountsFromTheSending() {
    long term = granted(Duration.ofSeconds(2)).orElseThrow();
    assertThat(lease.verified(term)).isTrue();
    pass(GRANTED.minus(MARGIN).minusSeconds(2).minusNanos(1));
    assertThat(lease.holds()).isTrue();
    pass(Duration.ofNanos(1));
    assertThat(lease.holds()).isFalse();
  }

  @Test
  void grantThatCameTooLateOpensNothing() {
    assertThat(granted(GRANTED)).isEmpty();
    assertThat(lease.holds()).isFalse();
  }

  @Test
  void renewalGoesOnWithoutVerifying() {
    assertThat(lease.verified(granted(Duration.ZERO).orElseThrow())).isTrue();
    for (int i = 0; i < 10; i++) {
      pass(Duration.ofSeconds(1));
      assertThat(granted(Duration.ofMillis(3))).isEmpty();
      assertThat(lease.holds()).isTrue();
    }
  }

  /** Spec: reopened_with_old_view, and lapse_told_in_reply: the own clock alone tells. */
  @Test
  void rightThatHadLapsedIsVerifiedAnew() {
    long first = granted(Duration.ZERO).orElseThrow();
    assertThat(lease.verified(first)).isTrue();
    pass(GRANTED);
    long second = granted(Duration.ofMillis(1)).orElseThrow();
    assertThat(second).isGreaterThan(first);
    assertThat(lease.holds()).isFalse();
    assertThat(lease.verified(first)).as("what was verified for the term before").isFalse();
    assertThat(lease.holds()).isFalse();
    assertThat(lease.verified(second)).isTrue();
    assertThat(lease.holds()).isTrue();
  }

  @Test
  void verifyingThatOutlastsTheTermOpensNothing() {
    long term = granted(Duration.ZERO).orElseThrow();
    pass(GRANTED);
    assertThat(lease.verified(term)).isFalse();
    assertThat(lease.holds()).isFalse();
  }

  /** A renewal that was capped, or came out of order, never takes back what was granted. */
  @Test
  void shorterGrantShortensNothing() {
    assertThat(lease.verified(granted(Duration.ZERO).orElseThrow())).isTrue();
    assertThat(lease.granted(now, Duration.ofSeconds(1))).isEmpty();
    pass(Duration.ofSeconds(2));
    assertThat(lease.holds()).isTrue();
  }

  @Test
  void lapseIsToldOnce() {
    assertThat(lease.lapsed()).isFalse();
    assertThat(lease.verified(granted(Duration.ZERO).orElseThrow())).isTrue();
    assertThat(lease.lapsed()).isFalse();
    pass(GRANTED);
    assertThat(lease.lapsed()).isTrue();
    assertThat(lease.lapsed()).isFalse();
  }

  /** Else the kernel's timer, which was armed for it, would end a process that is quiet. */
  @Test
  void lapseOfATermThatWasNeverVerifiedIsToldToo() {
    granted(Duration.ZERO).orElseThrow();
    assertThat(lease.lapsed()).isFalse();
    pass(GRANTED);
    assertThat(lease.lapsed()).isTrue();
    assertThat(lease.lapsed()).isFalse();
  }

  @Test
  void leaseThatIsGivenBackHoldsNoMore() {
    assertThat(lease.verified(granted(Duration.ZERO).orElseThrow())).isTrue();
    lease.end();
    assertThat(lease.holds()).isFalse();
  }
}
