package io.drawbridge.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.session.outbox.Outgoing;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random interleavings of open, gap, live events, drains, re-opens and closes against a log that
 * grows meanwhile: whatever happens, each opening gets all that follows its cursor, in order, once.
 */
final class InterestsPropertyTest {
  private static final int SEEDS = 400;
  private static final int STEPS = 300;

  @Test
  void everyOpeningGetsWhatFollowsItsCursorInOrderOnce() {
    for (int seed = 0; seed < SEEDS; seed++) {
      new Run(seed).go();
    }
  }

  private static final class Run {
    private final long seed;
    private final Random random;
    private final Bench bench = Bench.ready();
    private final List<Long> log = new ArrayList<>();
    private final List<Long> undelivered = new ArrayList<>();
    private final List<Long> received = new ArrayList<>();
    private boolean open;
    private boolean held;
    private long cursor;
    private List<Outgoing.Logged> gap = List.of();
    private boolean gapRead;

    Run(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void go() {
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(10)) {
          case 0, 1, 2 -> append();
          case 3, 4, 5 -> deliver();
          case 6 -> startOpening();
          case 7 -> readGap();
          case 8 -> release();
          default -> drain();
        }
        if (random.nextInt(60) == 0) {
          close();
        }
      }
      if (open && held) {
        readGap();
        release();
      }
      while (!undelivered.isEmpty()) {
        deliver();
      }
      drain();
      check(true);
    }

    private void append() {
      long at = (log.isEmpty() ? 0 : log.getLast()) + 1 + random.nextInt(3);
      log.add(at);
      undelivered.add(at);
    }

    /** The fan-out brings the next committed event, and now and then repeats one. */
    private void deliver() {
      if (undelivered.isEmpty()) {
        return;
      }
      long at = undelivered.removeFirst();
      bench.arrive(bench.event(Bench.ROOM, at));
      if (random.nextInt(5) == 0) {
        bench.arrive(bench.event(Bench.ROOM, at));
      }
    }

    /** The client opens, or opens again with what it has received. */
    private void startOpening() {
      if (held) {
        return;
      }
      if (!open) {
        cursor = log.isEmpty() ? 0 : log.get(random.nextInt(log.size()));
        received.clear();
      }
      open = true;
      held = true;
      gapRead = false;
      bench.session.interests().hold(Bench.ROOM);
    }

    /** One snapshot of the database, taken while live events are held. */
    private void readGap() {
      if (held && !gapRead) {
        long after = received.isEmpty() ? cursor : received.getLast();
        reopened = after;
        gap = log.stream().filter(at -> at > after).map(at -> bench.event(Bench.ROOM, at)).toList();
        gapRead = true;
      }
    }

    private long reopened;

    private void release() {
      if (held && gapRead) {
        bench.session.interests().release(Bench.ROOM, gap, reopened);
        held = false;
      }
    }

    private void close() {
      if (open) {
        bench.session.interests().drop(Bench.ROOM);
        bench.drain();
        bench.written.clear();
        open = false;
        held = false;
      }
    }

    private void drain() {
      bench.room = 1 + random.nextInt(8);
      bench.drain();
      bench.room = Integer.MAX_VALUE;
      if (random.nextBoolean()) {
        bench.drain();
      }
      for (String frame : bench.written) {
        received.add(Long.parseLong(frame.substring("11@".length())));
      }
      bench.written.clear();
      check(false);
    }

    private void check(boolean all) {
      if (!open) {
        assertThat(bench.written).as("seed %d", seed).isEmpty();
        return;
      }
      if (all) {
        bench.drain();
        bench.written.forEach(frame -> received.add(Long.parseLong(frame.substring(3))));
        bench.written.clear();
      }
      List<Long> expected = log.stream().filter(at -> at > cursor).toList();
      assertThat(received)
          .as("seed %d", seed)
          .isEqualTo(expected.subList(0, Math.min(received.size(), expected.size())));
      if (all) {
        assertThat(received).as("seed %d", seed).isEqualTo(expected);
      }
    }
  }
}
