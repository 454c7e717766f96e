package io.drawbridge.load.withdraw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeenTest {
  private final Seen seen = new Seen();

  @Test
  void whatComesAfterTheAcknowledgementIsLate() {
    seen.came("one", 10, 99);
    seen.acknowledged("one", 100);
    seen.came("one", 3, 100);
    seen.came("one", 4, 101);
    seen.came("two", 5, 500);
    seen.acknowledged("two", 400);
    seen.came("two", 6, 501);
    assertThat(seen.sums()).isEqualTo(new Seen.Sums(2, 13, 15, List.of("one", "two")));
  }

  @Test
  void whatIsKnownToBeBeforeOrAfterIsSo() {
    seen.acknowledged("one", 100);
    seen.before("one", 7);
    seen.after("one", 8);
    seen.after("one", 0);
    seen.before("never acknowledged", 1);
    seen.after("never acknowledged", 2);
    assertThat(seen.sums()).isEqualTo(new Seen.Sums(1, 10, 8, List.of("one")));
  }

  @Test
  void nothingLateIsNoLateAct() {
    seen.came("one", 10, 99);
    seen.acknowledged("one", 100);
    assertThat(seen.sums().late()).isEmpty();
    assertThat(seen.sums().after()).isZero();
  }
}
