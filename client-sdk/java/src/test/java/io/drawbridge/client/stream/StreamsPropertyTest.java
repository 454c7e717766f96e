package io.drawbridge.client.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.client.Simulation;
import io.drawbridge.protocol.frame.LogEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A server that keeps one log, loses connections anywhere, and after each one sends some live
 * events before it has read the cursor: what the client passes on is the log, once and in order.
 */
class StreamsPropertyTest {

  private static final int SEEDS = 500;
  private static final int EVENTS = 60;

  @Test
  void everyEventIsPassedOnOnceAndInOrder() {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(passedOn(new Random(seed))).as("seed %d", seed).isEqualTo(log());
    }
  }

  private static List<Long> passedOn(Random random) {
    Streams streams = new Streams();
    List<Long> passed = new ArrayList<>();
    streams.opened(Simulation.ROOM, 0);
    long sent = 0;
    while (passed.size() < EVENTS) {
      streams.disconnected();
      long cursor = streams.cursor(Simulation.ROOM).orElseThrow();
      streams.catchUp(Simulation.ROOM);
      // The server's log has grown meanwhile; some of its end is sent as live events.
      long head = Math.max(cursor, Math.min(EVENTS, sent + random.nextInt(8)));
      long live = head - random.nextLong(head - cursor + 1);
      for (long pos = Math.max(cursor, live) + 1; pos <= head; pos++) {
        streams.accept(Simulation.posted(pos)).forEach(event -> passed.add(event.pos()));
      }
      add(streams.caughtUp(Simulation.ROOM, head), passed);
      // The gap is read again from the cursor, so that it repeats the live ones; it may be cut off.
      long cut = random.nextBoolean() ? EVENTS : cursor + random.nextLong(EVENTS);
      for (long pos = cursor + 1; pos <= Math.min(cut, EVENTS); pos++) {
        add(streams.accept(Simulation.posted(pos)), passed);
        if (random.nextInt(20) == 0) {
          add(streams.accept(Simulation.posted(pos)), passed);
        }
      }
      sent = Math.max(sent, Math.min(cut, EVENTS));
    }
    return passed;
  }

  private static void add(List<LogEvent> due, List<Long> passed) {
    due.forEach(event -> passed.add(event.pos()));
  }

  private static List<Long> log() {
    List<Long> all = new ArrayList<>();
    for (long pos = 1; pos <= EVENTS; pos++) {
      all.add(pos);
    }
    return all;
  }
}
