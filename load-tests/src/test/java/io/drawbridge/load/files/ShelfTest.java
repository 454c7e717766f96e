package io.drawbridge.load.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.load.driver.Bytes;
import io.drawbridge.protocol.id.FileId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShelfTest {
  private static final FileId ONE = new FileId(1);
  private static final FileId TWO = new FileId(2);

  @Test
  void aNameThatNoRowKnowsIsAnOrphan() {
    Shelf shelf = Shelf.of(List.of(ONE.toString(), TWO + ".small"), List.of(1L), List.of(1L));
    assertThat(shelf.files()).isEqualTo(2);
    assertThat(shelf.orphans()).containsExactly(TWO + ".small");
    assertThat(shelf.missing()).isEmpty();
  }

  @Test
  void aWholeFileWithoutItsNameIsMissing() {
    Shelf shelf = Shelf.of(List.of(TWO + ".small"), List.of(1L, 2L), List.of(2L));
    assertThat(shelf.orphans()).isEmpty();
    assertThat(shelf.missing()).containsExactly(TWO);
  }

  @Test
  void killsAreInDifferentPartsAndTheSameForASeed() {
    List<Integer> moments = Moments.of(7, 100, 4);
    assertThat(moments).hasSize(4).isSorted().isEqualTo(Moments.of(7, 100, 4));
    assertThat(moments.stream().map(at -> at / 25)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void bytesFromAnOffsetAreTheRestOfTheSame() throws Exception {
    try (Bytes whole = new Bytes(3, 200_000);
        Bytes rest = new Bytes(3, 200_000).from(70_000)) {
      byte[] all = whole.readAllBytes();
      assertThat(all).hasSize(200_000);
      assertThat(rest.readAllBytes()).isEqualTo(Arrays.copyOfRange(all, 70_000, 200_000));
    }
    assertThat(Bytes.sha256(3, 10)).isNotEqualTo(Bytes.sha256(4, 10));
  }

  @Test
  void aCheckThatDoesNotHoldIsTold() {
    Checks checks = new Checks();
    checks.that(true, "never");
    checks.that(false, "said");
    assertThat(checks.failed()).containsExactly("said");
  }
}
