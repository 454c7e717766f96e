package io.drawbridge.load.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KernelQueuesTest {
  private static final List<String> TABLE =
      List.of(
          "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid",
          "   0: 0100007F:1F90 0100007F:C001 01 0000ABCD:00000000 01:00000014 00000000     0",
          "   1: 0100007F:C001 0100007F:1F90 01 00000000:00010000 00:00000000 00000000     0",
          "   2: 0000000000000000FFFF00000100007F:1F91 0000000000000000FFFF00000100007F:C002 01"
              + " 00000007:00000000 01:00000014 00000000     0");

  @Test
  void bytesThatTheSenderHoldsAreThoseOfItsRow() {
    assertThat(KernelQueues.sending(TABLE, 0x1F90, 0xC001)).contains(0xABCDL);
    assertThat(KernelQueues.sending(TABLE, 0xC001, 0x1F90)).contains(0L);
    assertThat(KernelQueues.sending(TABLE, 0x1F91, 0xC002)).contains(7L);
    assertThat(KernelQueues.sending(TABLE, 0x1F90, 0xC002)).isEmpty();
  }

  @Test
  void onlyWhatWasHandedOverLaterIsLater() {
    RawSocket.Handed handed = new RawSocket.Handed(2, 1);
    assertThat(handed.later(new byte[] {1, 2, 3, 4, 5})).containsExactly(4, 5);
    assertThat(handed.later(new byte[] {1, 2})).isEmpty();
  }
}
