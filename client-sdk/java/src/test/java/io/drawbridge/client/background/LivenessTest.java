package io.drawbridge.client.background;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.client.background.Liveness.Advice;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LivenessTest {

  private final Liveness liveness = new Liveness(Duration.ofSeconds(20));

  @Test
  void silenceIsAskedAboutThenItIsTheEnd() {
    assertThat(idle(19, 0)).isEqualTo(Advice.WAIT);
    assertThat(idle(20, 0)).isEqualTo(Advice.ASK);
    assertThat(idle(39, 0)).isEqualTo(Advice.ASK);
    assertThat(idle(40, 0)).isEqualTo(Advice.GIVE_UP);
  }

  @Test
  void answerBeginsItAnew() {
    assertThat(idle(20, 0)).isEqualTo(Advice.ASK);
    assertThat(idle(40, 21)).isEqualTo(Advice.WAIT);
    assertThat(idle(60, 21)).isEqualTo(Advice.ASK);
    assertThat(idle(79, 21)).isEqualTo(Advice.ASK);
    assertThat(idle(80, 21)).isEqualTo(Advice.GIVE_UP);
  }

  @Test
  void whileCallsWaitItIsAskedSoonerAndGivenUpSooner() {
    assertThat(liveness.interval(true)).isEqualTo(Duration.ofSeconds(2));
    assertThat(liveness.interval(false)).isEqualTo(Duration.ofSeconds(20));

    assertThat(withCalls(1, 0)).isEqualTo(Advice.WAIT);
    assertThat(withCalls(2, 0)).isEqualTo(Advice.ASK);
    assertThat(withCalls(11, 0)).isEqualTo(Advice.ASK);
    assertThat(withCalls(12, 0)).isEqualTo(Advice.GIVE_UP);
  }

  @Test
  void silenceOfTimesWithoutReadingDoesNotCount() {
    assertThat(idle(20, 0)).isEqualTo(Advice.ASK);
    assertThat(liveness.look(nanos(300), 0, false, false)).isEqualTo(Advice.WAIT);
    assertThat(idle(301, 0)).isEqualTo(Advice.ASK);
    assertThat(idle(320, 0)).isEqualTo(Advice.ASK);
    assertThat(idle(321, 0)).isEqualTo(Advice.GIVE_UP);
  }

  @Test
  void newConnectionHasItsOwnTime() {
    assertThat(idle(20, 0)).isEqualTo(Advice.ASK);
    liveness.begin();
    assertThat(idle(60, 40)).isEqualTo(Advice.ASK);
  }

  private Advice idle(long nowSeconds, long heardSeconds) {
    return liveness.look(nanos(nowSeconds), nanos(heardSeconds), true, false);
  }

  private Advice withCalls(long nowSeconds, long heardSeconds) {
    return liveness.look(nanos(nowSeconds), nanos(heardSeconds), true, true);
  }

  private static long nanos(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
