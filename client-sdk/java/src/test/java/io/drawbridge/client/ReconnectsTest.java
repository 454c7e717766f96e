package io.drawbridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.client.Reconnects.Advice;
import io.drawbridge.client.background.Backoff;
import io.drawbridge.protocol.CloseCode;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReconnectsTest {

  private final ManualTimers timers = new ManualTimers();
  private final Reconnects reconnects =
      new Reconnects(
          new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(10)),
          new Random(3),
          timers);

  @ParameterizedTest
  @EnumSource
  void everyCloseCodeIsHonoured(CloseCode code) {
    reconnects.attempt();
    reconnects.started();

    Advice advice = reconnects.ended(closed(code));

    switch (code.reconnect()) {
      case NO -> assertThat(advice).isEqualTo(new Advice.Stop());
      case NOW_AND_RESUME -> assertThat(advice).isEqualTo(new Advice.Again(Duration.ZERO, false));
      case AFTER_DELAY -> assertThat(again(advice).delay()).isPositive();
      case AFTER_SIGN_IN -> assertThat(again(advice).newToken()).isTrue();
    }
  }

  @Test
  void unknownCloseIsFollowedByADelay() {
    reconnects.attempt();

    Advice advice = reconnects.ended(new StopCause.ByServer(4999, Optional.empty()));

    assertThat(again(advice).delay()).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
  }

  @Test
  void atOnceIsNotForEver() {
    for (int reset = 0; reset < 3; reset++) {
      reconnects.attempt();
      reconnects.started();
      assertThat(again(reconnects.ended(closed(CloseCode.ACCESS_RESET))).delay()).isZero();
    }
    reconnects.attempt();
    reconnects.started();

    assertThat(again(reconnects.ended(closed(CloseCode.ACCESS_RESET))).delay()).isPositive();
  }

  @Test
  void steadyConnectionStartsTheCountAnew() {
    for (int attempt = 0; attempt < 5; attempt++) {
      reconnects.attempt();
      reconnects.ended(new StopCause.Lost("unreachable"));
    }
    reconnects.attempt();
    reconnects.started();
    timers.advance(Duration.ofSeconds(10));

    Advice advice = reconnects.ended(new StopCause.Lost("lost"));

    assertThat(again(advice).delay()).isLessThanOrEqualTo(Duration.ofMillis(100));
  }

  @Test
  void drainingServerSaysWhenToComeBack() {
    reconnects.attempt();
    reconnects.started();
    reconnects.comeBackAfter(5_000);
    timers.advance(Duration.ofSeconds(1));

    Advice advice = reconnects.ended(closed(CloseCode.DRAINING));

    assertThat(again(advice).delay()).isBetween(Duration.ofSeconds(4), Duration.ofMillis(5_250));
  }

  private static StopCause closed(CloseCode code) {
    return new StopCause.ByServer(code.number(), Optional.of(code));
  }

  private static Advice.Again again(Advice advice) {
    return (Advice.Again) advice;
  }
}
