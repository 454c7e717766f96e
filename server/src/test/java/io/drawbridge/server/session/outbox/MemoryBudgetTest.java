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
}
