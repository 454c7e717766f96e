package io.drawbridge.server.session.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MemoryBudgetTest {
  @Test
  void oneGetsAPartOfWhatIsFree() {
    MemoryBudget budget = new MemoryBudget(1_600);
    assertThat(budget.take(100, 0)).isTrue();
    assertThat(budget.take(1, 100)).isFalse();
    assertThat(budget.held()).isEqualTo(100);
  }

  @Test
  void manyGreedyOnesLeaveRoomForSomebodyModest() {
    MemoryBudget budget = new MemoryBudget(1_000_000);
    for (int i = 0; i < 100; i++) {
      long holding = 0;
      while (budget.take(1_000, holding)) {
        holding += 1_000;
      }
    }
    assertThat(budget.held()).isLessThan(budget.bytes());
    assertThat(budget.take(500, 0)).isTrue();
  }

  @Test
  void whatIsGivenBackIsThereAgain() {
    MemoryBudget budget = new MemoryBudget(1_600);
    budget.take(100, 0);
    budget.give(100);
    assertThat(budget.take(100, 0)).isTrue();
  }

  @Test
  void loopTakesInStepsAndKeepsNoMoreThanAFew() {
    MemoryBudget budget = new MemoryBudget(100 * LoopBudget.STEP);
    LoopBudget one = budget.of(0);
    LoopBudget other = budget.of(1);
    assertThat(budget.of(0)).isSameAs(one);
    for (int i = 0; i < 1_000; i++) {
      assertThat(one.take(200, 0)).isTrue();
      assertThat(other.take(200, 0)).isTrue();
    }
    assertThat(budget.held()).isBetween(400_000L, 400_000L + 2 * LoopBudget.STEP);
    for (int i = 0; i < 1_000; i++) {
      one.give(200);
      other.give(200);
    }
    assertThat(budget.held()).isBetween(0L, 6 * LoopBudget.STEP);
  }

  @Test
  void loopsSeeWhatTheOthersHold() {
    MemoryBudget budget = new MemoryBudget(100 * LoopBudget.STEP);
    budget.of(0).count(99 * LoopBudget.STEP);
    assertThat(budget.of(1).take(LoopBudget.STEP, 0)).isFalse();
  }
}
