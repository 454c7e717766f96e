package io.drawbridge.server.access.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShardsTest {
  @Test
  void behavesAsAMapWhateverItsSizeAndOlderStatesStayAsTheyWere() {
    Random random = new Random(7);
    Shards<Long, Integer> shards = Shards.empty();
    Map<Long, Integer> model = new HashMap<>();
    for (int round = 0; round < 300; round++) {
      Shards<Long, Integer> before = shards;
      Map<Long, Integer> modelBefore = new HashMap<>(model);
      Shards.Edit<Long, Integer> edit = shards.edit();
      for (int i = 0; i < 60; i++) {
        long key = random.nextInt(9_000);
        if (random.nextInt(3) == 0) {
          edit.remove(key);
          model.remove(key);
        } else {
          edit.put(key, round);
          model.put(key, round);
        }
      }
      if (round % 50 == 49) {
        edit.replaceAll(value -> value + 1, value -> value % 5 == 0);
        model.replaceAll((key, value) -> value + 1);
        model.values().removeIf(value -> value % 5 == 0);
      }
      shards = edit.build();
      assertSame(shards, model);
      assertSame(before, modelBefore);
    }
  }

  private static void assertSame(Shards<Long, Integer> shards, Map<Long, Integer> model) {
    Map<Long, Integer> all = new HashMap<>();
    shards.forEach(all::put);
    assertThat(all).isEqualTo(model);
    assertThat(shards.size()).isEqualTo(model.size());
    model.forEach((key, value) -> assertThat(shards.get(key)).isEqualTo(value));
  }
}
