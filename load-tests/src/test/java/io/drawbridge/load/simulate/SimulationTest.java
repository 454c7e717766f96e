package io.drawbridge.load.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Several nodes in one thread. A seed that fails is printed with what happened, and runs again by
 * {@code ./drawbridge load simulate --seed N}. Many more: {@code --seeds}. That it sees what is
 * wrong with the server's classes is shown by {@code load-tests/mutants.sh}.
 */
final class SimulationTest {
  private static final int SEEDS = Integer.getInteger("drawbridge.test.seeds", 10_000);

  @Test
  void promiseHoldsForEverySeed() {
    Seeds.Result result = Seeds.run(1, SEEDS);

    assertThat(result.violated().map(it -> String.join("\n", it.trace())))
        .as(result.report())
        .isEmpty();
    assertThat(result.run()).isEqualTo(SEEDS);
  }

  @Test
  void seedIsTheSameEveryTime() {
    Simulation.Outcome first = Seeds.replay(42);
    Simulation.Outcome second = Seeds.replay(42);

    assertThat(first.trace()).hasSizeGreaterThan(50);
    assertThat(second.trace()).isEqualTo(first.trace());
    assertThat(second.steps()).isEqualTo(first.steps());
    assertThat(Seeds.replay(43).trace()).isNotEqualTo(first.trace());
  }

  @ParameterizedTest
  @CsvSource({
    "NO_KERNEL_TIMER, SendingOnlyUnderLease",
    "RESET_SENDS, N",
    "SLOW_CLOCKS, DeadlineWithinLease"
  })
  void machineWithAFaultBreaksIt(Fault fault, String invariant) {
    Optional<Simulation.Outcome> violated = Seeds.run(1, SEEDS, Set.of(fault)).violated();

    assertThat(violated.flatMap(Simulation.Outcome::violation))
        .get()
        .asString()
        .startsWith(invariant);
  }
}
