package io.drawbridge.server.access.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.ReferenceModel;
import io.drawbridge.server.access.ReferenceModel.Sent;
import io.drawbridge.server.access.Step;
import io.drawbridge.server.access.ledger.Timeline.Stretch;
import io.drawbridge.server.access.link.Floors.Sight;
import io.drawbridge.server.access.link.Link.Via;
import io.drawbridge.server.access.link.MemoryLinks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The ledger says at the end of a random history, about any moment of it, what the reference model
 * said at that moment (N-4): whether a message showed, by which paths, and whether there was one.
 */
class TimelinePropertyTest {
  private static final int SEEDS = 40;
  private static final int STEPS = 120;
  private static final int LIFE_MICROS = 600;
  private static final int ASKED = 2;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void ledgerTellsOfEveryMomentWhatWasTrueThen() {
    int shown = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      shown += new Run(seed).go();
    }
    assertThat(shown)
        .as("messages that showed when they were asked about")
        .isGreaterThan(10 * SEEDS);
  }

  /** What was true at a moment. */
  private record Seen(long micros, boolean path, Sent message, Set<Integer> ways) {}

  private static final class Run {
    private final int seed;
    private final Random random;
    private final ReferenceModel model = new ReferenceModel();
    private final MemoryLinks links = new MemoryLinks();
    private final Map<Sent, Long> times = new HashMap<>();
    private final List<Seen> seen = new ArrayList<>();
    private long now = 1_000_000;
    private long epoch;
    private long mark;
    private long head;

    Run(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    int go() {
      for (int i = 0; i < STEPS; i++) {
        now += random.nextInt(1, 40);
        step(Step.random(random, now, epoch + 1, Math.max(now, mark), LIFE_MICROS));
        now += random.nextInt(1, 40);
        model.tick(now);
        note();
      }
      Past past = new Past(links.everything(), Map.of());
      seen.forEach(it -> check(past, it));
      return (int) seen.stream().filter(it -> !it.ways().isEmpty()).count();
    }

    private void step(Step step) {
      if (step.kind() == Step.Kind.SEND) {
        model.apply(step, now, epoch, mark);
        head = Math.max(Math.max(head + 1, now), mark + 1);
        model.sent(epoch, head);
        times.put(model.sent.getLast(), now);
      } else {
        epoch++;
        mark = Math.max(Math.max(now, mark), head);
        model.apply(step, now, epoch, mark);
        links.apply(step, now, epoch, mark);
      }
    }

    private void note() {
      for (int i = 0; i < ASKED && !model.sent.isEmpty(); i++) {
        Sent message = model.sent.get(random.nextInt(model.sent.size()));
        seen.add(new Seen(now, model.hasPath(), message, model.ways(message)));
        assertThat(model.ways(message).isEmpty()).isEqualTo(!model.sees(message));
      }
    }

    private void check(Past past, Seen then) {
      Sent message = then.message();
      List<Stretch> stretches =
          Timeline.ofMessage(
              past, message.epoch(), message.pos(), times.getOrDefault(message, 0L), now);
      assertThat(
              stretches.stream()
                  .filter(it -> it.fromMicros() <= then.micros() && then.micros() < it.toMicros())
                  .map(Stretch::group)
                  .map(Run::number)
                  .collect(Collectors.toSet()))
          .as("seed %d: by what %s showed in %s", seed, then, stretches)
          .isEqualTo(then.ways());
      List<Sight> sights = past.sights(past.epochAt(then.micros()), then.micros());
      assertThat(!sights.isEmpty())
          .as("seed %d: a path led there at %s", seed, then)
          .isEqualTo(then.path());
      assertThat(
              sights.stream()
                  .filter(sight -> sight.shows(message.epoch(), message.pos()))
                  .map(sight -> number(sight.via().map(Via::group)))
                  .collect(Collectors.toSet()))
          .as("seed %d: what showed %s then", seed, then)
          .isEqualTo(then.ways());
      assertOneAfterTheOther(stretches);
    }

    /** Of one path, a time ends before the next begins. */
    private void assertOneAfterTheOther(List<Stretch> stretches) {
      Map<Optional<ConversationId>, Long> later = new HashMap<>();
      for (Stretch stretch : stretches) {
        assertThat(stretch.fromMicros()).isLessThan(stretch.toMicros());
        assertThat(stretch.end().isEmpty()).isEqualTo(stretch.lasts());
        Long next = later.put(stretch.group(), stretch.fromMicros());
        assertThat(next == null || stretch.toMicros() < next).as("seed %d", seed).isTrue();
      }
    }

    private static int number(Optional<ConversationId> group) {
      return group.map(it -> MemoryLinks.GROUPS.indexOf(it)).orElse(-1);
    }
  }
}
