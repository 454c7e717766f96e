package io.drawbridge.load.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProcessHeapTest {
  @Test
  void theBytesOfAllObjectsAreReadInTheLastLine() {
    assertThat(
            ProcessHeap.total(
                """
                42:
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         23077        1847648  [B (java.base@25)
                Total        114514        5302312
                """))
        .isEqualTo(5_302_312);
  }

  @Test
  void anAnswerWithoutItIsRefused() {
    assertThatThrownBy(() -> ProcessHeap.total("no")).hasMessageContaining("no total");
  }
}
