package io.drawbridge.server.delivery.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LanesReadTest {
  private final LanesRead read = new LanesRead();

  private static Batch batch(long lane, long number) {
    return new Batch(lane, number, Optional.empty(), List.of());
  }

  @Test
  void numbersThatFollowMissNothing() {
    read.start(Map.of(1L, 7L));
    List<Batch> batches = List.of(batch(1, 8), batch(1, 9), batch(2, 1));
    assertThat(read.misses(batches)).isFalse();
    read.note(batches);
    assertThat(read.numbers()).containsExactlyInAnyOrderEntriesOf(Map.of(1L, 9L, 2L, 1L));
  }

  @Test
  void numberThatIsMissingIsNoticed() {
    read.start(Map.of(1L, 7L));
    assertThat(read.misses(List.of(batch(1, 9)))).isTrue();
    assertThat(read.misses(List.of(batch(1, 8), batch(1, 10)))).isTrue();
    assertThat(read.misses(List.of(batch(2, 2)))).as("a lane that began meanwhile").isTrue();
    assertThat(read.misses(List.of(batch(1, 0)))).as("all of a lane is swept").isTrue();
  }

  @Test
  void whatWasSkippedIsNotAskedForAgain() {
    read.start(Map.of(1L, 7L));
    read.skip(Map.of(1L, 20L, 2L, 3L));
    assertThat(read.misses(List.of(batch(1, 21), batch(2, 4)))).isFalse();
    read.skip(Map.of(1L, 5L));
    assertThat(read.numbers()).containsEntry(1L, 20L);
  }

  @Test
  void lanesThatAreGoneAreForgotten() {
    read.start(Map.of(1L, 7L, 2L, 1L));
    read.keep(Set.of(2L));
    assertThat(read.numbers()).containsOnlyKeys(2L);
  }
}
