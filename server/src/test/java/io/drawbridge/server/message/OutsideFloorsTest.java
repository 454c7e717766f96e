package io.drawbridge.server.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.message.OutsideFloors.Floor;
import io.drawbridge.server.message.OutsideFloors.Floors;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Of many floors, few are kept, and they show the same. */
final class OutsideFloorsTest {
  private static final int MOST = 12;

  @Test
  void lowestFloorsAreKept() {
    Floors floors =
        Floors.of(
            9,
            List.of(
                new Floor(5, 10),
                new Floor(3, 20),
                new Floor(5, 10),
                new Floor(4, 20),
                new Floor(5, 30),
                new Floor(3, 25)));
    assertThat(floors).isEqualTo(new Floors(9, List.of(new Floor(3, 20), new Floor(5, 10))));
    assertThat(Floors.of(9, List.of()).show(100, 100)).isFalse();
  }

  @Test
  void lowestFloorsShowWhatAllDo() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      List<Floor> all =
          Stream.generate(() -> new Floor(random.nextLong(MOST), random.nextLong(MOST)))
              .limit(random.nextInt(8))
              .toList();
      Floors floors = Floors.of(1, all);
      for (long pos = 0; pos <= MOST; pos++) {
        for (long epoch = 0; epoch <= MOST; epoch++) {
          long at = pos;
          long then = epoch;
          assertThat(floors.show(pos, epoch))
              .as("seed %d", seed)
              .isEqualTo(all.stream().anyMatch(it -> at > it.pos() && then >= it.epoch()));
        }
      }
    }
  }
}
