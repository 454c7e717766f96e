package io.drawbridge.server.edge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.drawbridge.server.edge.EdgeConfig;
import io.drawbridge.server.edge.intake.MemoryPlan.Part;
import io.drawbridge.server.session.outbox.SessionLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MemoryPlanTest {
  private static final long MIB = 1 << 20;

  /** Issue 8.1: the sum over every buffer of a connection, times their number. */
  @ParameterizedTest
  @CsvSource({
    "64, 64, false, 18000",
    "256, 256, false, 18000",
    "1024, 1024, false, 18000",
    "1024, 256, false, 18000",
    "1024, 1024, true, 18000",
    "4096, 4096, false, 1000000",
    "4096, 4096, true, 18000",
    "1024, 1024, false, 10",
  })
  void everyBufferTimesItsNumberFits(long heap, long direct, boolean encrypted, int asked) {
    MemoryPlan plan = MemoryPlan.of(heap * MIB, direct * MIB, encrypted, asked);
    assertThat(plan.parts().stream().map(Part::name))
        .contains("socket", "one small item in an outbox", "input", "commands under way")
        .contains("outgoing", "read buffer", "pinned write buffer");
    assertThat(plan.sum(false)).isLessThanOrEqualTo(heap * MIB / 2);
    assertThat(plan.sum(true)).isLessThanOrEqualTo(direct * MIB * 3 / 4);
    assertThat(plan.connections()).isBetween(MemoryPlan.CONNECTIONS_MIN, asked);
  }

  @Test
  void defaultsFitWithoutBeingLowered() {
    MemoryPlan plan = MemoryPlan.of(1024 * MIB, 1024 * MIB, false, 18_000);
    assertThat(plan.connections()).isEqualTo(18_000);
    assertThat(plan.lowered()).isEmpty();
    assertThat(plan.line())
        .isEqualTo(
            "memory: 18000 connections; unfinished input 128 MiB, of it 64 MiB before a token;"
                + " commands 64 MiB; outgoing 102 MiB; heap 1024 MiB");
  }

  @Test
  void whatDoesNotFitIsLoweredWithOneLine() {
    MemoryPlan plan = MemoryPlan.of(256 * MIB, 256 * MIB, false, 18_000);
    assertThat(plan.lowered().orElseThrow())
        .contains("18000 is lowered to " + plan.connections())
        .contains("expected: a larger DRAWBRIDGE_HEAP")
        .doesNotContain("\n");
  }

  @Test
  void heapWithoutRoomForAnybodyIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MemoryPlan.of(100_000, 100_000, false, 18_000))
        .withMessageContaining("room for at least 10 connections");
  }

  /** The most that a person may queue at once must not be beyond their part of an idle server. */
  @Test
  void oneConnectionMayUseItsOwnBoundsWhileTheServerIsIdle() {
    MemoryPlan plan = MemoryPlan.of(1024 * MIB, 1024 * MIB, false, 18_000);
    assertThat(Memory.of(plan).outgoing().take(SessionLimits.DEFAULT.outboxBytesMax(), 0)).isTrue();
    assertThat(Memory.of(plan).input().take(2L * EdgeConfig.Bounds.DEFAULT.requestBytesMax(), 0))
        .isTrue();
  }
}
