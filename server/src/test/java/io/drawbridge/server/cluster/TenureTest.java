package io.drawbridge.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TenureTest {
  private static final Duration LENGTH = Duration.ofSeconds(3);

  private final List<String> done = new ArrayList<>();
  private final Steered timer = new Steered();
  private long now = 1_000;
  private final Tenure tenure =
      new Tenure(LENGTH, () -> now, Optional.of(timer), (_, what) -> done.add("again: " + what));
  private final Doing with = new Doing();

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private final class Steered implements KernelTimer {
    private Optional<Long> armed = Optional.empty();

    @Override
    public long nowNanos() {
      return now;
    }

    @Override
    public void arm(long fromNanos, Duration after) {
      armed = Optional.of(fromNanos + after.toNanos());
    }

    @Override
    public void disarm() {
      armed = Optional.empty();
    }
  }

  private final class Doing implements Node.Opening {
    private boolean fails;

    @Override
    public void verify() {
      done.add("verify");
      if (fails) {
        fails = false;
        throw new IllegalStateException("no database");
      }
    }

    @Override
    public void shut() {
      done.add("shut");
    }

    @Override
    public void opened() {
      done.add("opened, serves: " + tenure.serves());
    }
  }

  private long begin() {
    return tenure.granted(tenure.asks(), LENGTH).orElseThrow();
  }

  @Test
  void gateOpensOnceWhatIsKnownIsVerified() {
    with.fails = true;
    assertThat(tenure.open(begin(), with)).isTrue();
    assertThat(done)
        .containsExactly("verify", "again: verifying", "verify", "opened, serves: true");
  }

  /** Spec: quiesce_keeps_outbound. */
  @Test
  void gateThatShutsThrowsAwayWhatIsBehindItBeforeTheTimerIsDisarmed() {
    tenure.open(begin(), with);
    assertThat(tenure.look(with)).isFalse();
    assertThat(timer.armed).isPresent();
    done.clear();
    pass(LENGTH);
    assertThat(tenure.look(with)).isTrue();
    assertThat(done).containsExactly("shut");
    assertThat(timer.armed).isEmpty();
    tenure.open(begin(), with);
    assertThat(done).containsExactly("shut", "shut", "verify", "opened, serves: true");
  }

  /** The kernel's timer comes after the gate shut in software, and before the lease ends. */
  @Test
  void timerIsArmedBetweenTheTwoEnds() {
    long sent = now;
    tenure.open(begin(), with);
    long killed = timer.armed.orElseThrow();
    assertThat(killed).isLessThan(sent + LENGTH.toNanos());
    now = killed;
    assertThat(tenure.serves()).isFalse();
  }

  @Test
  void processThatVerifiesForTooLongIsNotKilled() {
    begin();
    pass(LENGTH);
    assertThat(tenure.look(with)).isTrue();
    assertThat(timer.armed).isEmpty();
  }

  @Test
  void grantThatCameTooLateArmsNothing() {
    Tenure.Asked asked = tenure.asks();
    pass(LENGTH.multipliedBy(95).dividedBy(100));
    assertThat(tenure.granted(asked, LENGTH)).isEmpty();
    assertThat(timer.armed).isEmpty();
  }

  @Test
  void nothingIsGrantedToANodeThatEnds() {
    tenure.open(begin(), with);
    tenure.end();
    assertThat(tenure.serves()).isFalse();
    assertThat(timer.armed).isEmpty();
    assertThat(tenure.granted(tenure.asks(), LENGTH)).isEmpty();
  }
}
