package io.drawbridge.load.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProcessHeapTest {
  @Test
  void theUsedHeapIsReadInMebibytes() {
    assertThat(ProcessHeap.used("42:\n ZHeap           used 110M, capacity 1968M")).isEqualTo(110);
    assertThat(ProcessHeap.used("garbage-first heap   total 9216K, used 4096K [0x0")).isEqualTo(4);
    assertThat(ProcessHeap.used("ZHeap used 2G, capacity 3G")).isEqualTo(2048);
  }

  @Test
  void whatCanBeReachedIsTheSumOfTheHistogram() {
    String histogram =
        """
        42:
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:        208153       13001248  [B (java.base@25)
        Total        912345      107895623
        """;
    assertThat(ProcessHeap.total(histogram)).isEqualTo(102);
    assertThatThrownBy(() -> ProcessHeap.total("no")).hasMessageContaining("no total");
  }

  @Test
  void anAnswerWithoutItIsRefused() {
    assertThatThrownBy(() -> ProcessHeap.used("no")).hasMessageContaining("no used heap");
  }
}
