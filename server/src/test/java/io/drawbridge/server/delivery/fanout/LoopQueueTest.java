package io.drawbridge.server.delivery.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.session.ConnectedSessions;
import io.drawbridge.server.session.outbox.SessionLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** The order in which one event loop does the fan-out's work and its connections write. */
class LoopQueueTest {
  private final Queue<Runnable> loop = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private final LoopQueue queue =
      new LoopQueue(new ConnectedSessions(List.of(loop::add), SessionLimits.DEFAULT), 0);

  @Test
  void theLastWorkIsDoneInSlicesAndEachWritesBeforeTheNext() {
    queue.addSliced(slices("a", 3));

    run();

    assertThat(done).containsExactly("a1", "write", "a2", "write", "a3", "write");
  }

  @Test
  void workThatOthersWaitBehindIsDoneInOneGoSoThatAllOfItLeavesInOneWrite() {
    queue.addSliced(slices("a", 3));
    queue.addSliced(slices("b", 2));

    run();

    assertThat(done).startsWith("a1", "a2", "a3", "b1", "write").endsWith("b2", "write");
  }

  @Test
  void workThatComesBetweenTwoSlicesFollowsTheRest() {
    queue.addSliced(slices("a", 3));

    loop.remove().run();
    queue.add(() -> done.add("late"));
    run();

    assertThat(done).startsWith("a1", "write", "a2", "a3", "late");
  }

  @Test
  void workThatFailsHoldsNothingUp() {
    queue.add(() -> {
      throw new IllegalStateException("planted");
    });
    queue.add(() -> done.add("next"));

    run();

    assertThat(done).containsExactly("next");
  }

  /** Work of some slices, after each of which a connection has something to write. */
  private LoopQueue.Work slices(String name, int count) {
    return new LoopQueue.Work() {
      private int slice;

      @Override
      public boolean proceed() {
        done.add(name + ++slice);
        loop.add(() -> done.add("write"));
        return slice < count;
      }
    };
  }

  private void run() {
    while (!loop.isEmpty()) {
      loop.remove().run();
    }
  }
}
