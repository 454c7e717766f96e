package io.drawbridge.load.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.load.cluster.Handed.Frame;
import io.drawbridge.load.cluster.Handed.Receipt;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandedTest {
  private static final Receipt RECEIPT = new Receipt(1_000, 400, 100);

  @Test
  void whatWasReadBeforeTheReceiptIsNotAfterIt() {
    assertThat(Handed.after(List.of(new Frame(600, 700, 999), new Frame(700, 800, 1_000)), RECEIPT))
        .isZero();
  }

  @Test
  void whatTheKernelsHeldAtTheReceiptIsNotAfterIt() {
    assertThat(Handed.after(List.of(new Frame(300, 500, 2_000)), RECEIPT)).isZero();
  }

  /** It had arrived, or it is in doubt. */
  @Test
  void whatTheServersKernelMayHaveHeldIsInDoubt() {
    assertThat(Handed.inDoubt(List.of(new Frame(350, 450, 2_000)), RECEIPT)).isEqualTo(50);
    assertThat(Handed.inDoubt(List.of(new Frame(350, 620, 2_000)), RECEIPT)).isEqualTo(100);
    assertThat(Handed.inDoubt(List.of(new Frame(300, 400, 2_000)), RECEIPT)).isZero();
    assertThat(Handed.inDoubt(List.of(new Frame(350, 450, 900)), RECEIPT)).isZero();
  }

  @Test
  void whatWasHandedOverLaterIsAfterIt() {
    assertThat(Handed.after(List.of(new Frame(500, 620, 1_001)), RECEIPT)).isEqualTo(120);
  }

  @Test
  void ofAFrameThatWasHandedOverInPartTheRestIsAfterIt() {
    assertThat(Handed.after(List.of(new Frame(450, 620, 1_001)), RECEIPT)).isEqualTo(120);
  }

  @Test
  void everythingOfALaterConnectionIsAfterIt() {
    List<Frame> frames = List.of(new Frame(0, 50, 1_001), new Frame(90, 100, 1_002));
    assertThat(Handed.after(frames, Receipt.before(1_000))).isEqualTo(60);
    assertThat(Handed.all(frames)).isEqualTo(60);
  }

  /** The clock has no zero: it may be negative, and run over. */
  @Test
  void momentsAreComparedByTheirDistance() {
    Receipt last = Receipt.before(Long.MAX_VALUE);
    assertThat(Handed.after(List.of(new Frame(0, 7, Long.MIN_VALUE + 5)), last)).isEqualTo(7);
    assertThat(Handed.after(List.of(new Frame(0, 7, Long.MAX_VALUE - 5)), last)).isZero();
  }
}
