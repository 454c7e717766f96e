package io.drawbridge.server.access.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.access.ReferenceModel;
import io.drawbridge.server.access.ReferenceModel.Sent;
import io.drawbridge.server.access.Step;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random histories (N-17, G-22) against the reference model: {@code -Ddrawbridge.test.floors=200}
 * plays more of them.
 */
class FloorsPropertyTest {
  private static final int SEEDS = Integer.getInteger("drawbridge.test.floors", 40);
  private static final int STEPS = 10_000;
  private static final int LIFE_MICROS = 600;
  private static final int CHECKED = 8;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void floorsShowExactlyWhatTheReferenceModelShows() {
    for (int seed = 0; seed < SEEDS; seed++) {
      new Run(seed).steps(STEPS);
    }
  }

  private static final class Run {
    private final int seed;
    private final Random random;
    private final ReferenceModel model = new ReferenceModel();
    private final MemoryLinks links = new MemoryLinks();
    private long now = 1_000_000;
    private long epoch;
    private long mark;
    private long head;

    Run(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void steps(int count) {
      for (int i = 0; i < count; i++) {
        now += random.nextInt(1, 40);
        Step step = Step.random(random, now, epoch + 1, Math.max(now, mark), LIFE_MICROS);
        if (step.kind() == Step.Kind.SEND) {
          model.apply(step, now, epoch, mark);
          head = Math.max(Math.max(head + 1, now), mark + 1);
          model.sent(epoch, head);
        } else {
          epoch++;
          mark = Math.max(Math.max(now, mark), head);
          model.apply(step, now, epoch, mark);
          links.apply(step, now, epoch, mark);
        }
        now += random.nextInt(1, 40);
        model.tick(now);
        check(i, step);
      }
    }

    private void check(int at, Step step) {
      Optional<Floor> floor = links.floor(now);
      assertThat(floor.isPresent())
          .as("a floor exists: seed %d step %d %s", seed, at, step)
          .isEqualTo(model.hasPath());
      List<Sent> sent = model.sent;
      for (int i = 0; i < CHECKED && i < sent.size(); i++) {
        int index = i < 3 ? sent.size() - 1 - i : near(sent, floor);
        Sent message = sent.get(index);
        boolean shown = floor.filter(f -> f.shows(message.epoch(), message.pos())).isPresent();
        if (shown != model.sees(message)) {
          assertThat(shown)
              .as("seed %d step %d %s: %s by %s", seed, at, step, message, floor)
              .isEqualTo(model.sees(message));
        }
      }
    }

    /** An index around the floor, where mistakes are, or anywhere. */
    private int near(List<Sent> sent, Optional<Floor> floor) {
      int anywhere = random.nextInt(sent.size());
      if (floor.isEmpty() || random.nextInt(3) == 0) {
        return anywhere;
      }
      int low = 0;
      int high = sent.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (sent.get(middle).pos() <= floor.get().pos()) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return Math.clamp(low + random.nextInt(-2, 3), 0, sent.size() - 1);
    }
  }
}
