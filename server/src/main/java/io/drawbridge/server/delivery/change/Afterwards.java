package io.drawbridge.server.delivery.change;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work that a change leaves to do when it is committed and its fence is closed.
 *
 * @param awaited the answer waits for these; if one fails the change is answered with that failure,
 *     and a repeated command waits for them again
 */
record Afterwards(List<Runnable> tasks, List<Runnable> awaited) {
  static final Afterwards NOTHING = new Afterwards(List.of(), List.of());

  private static final Logger LOG = LoggerFactory.getLogger(Afterwards.class);

  Afterwards {
    tasks = List.copyOf(tasks);
    awaited = List.copyOf(awaited);
  }

  /** The same, and the answer waits for one more. */
  Afterwards awaiting(Runnable task) {
    List<Runnable> more = new ArrayList<>(awaited);
    more.add(task);
    return new Afterwards(tasks, more);
  }

  /** Starts the tasks; answers now, or off the lane when what the answer waits for is done. */
  void run(Executor threads, PendingChange<?> pending, Runnable answer) {
    tasks.forEach(threads::execute);
    if (awaited.isEmpty()) {
      answer.run();
    } else {
      threads.execute(() -> {
        try {
          awaited.forEach(Runnable::run);
          answer.run();
        } catch (RuntimeException failed) {
          LOG.error("a change is committed and could not be answered", failed);
          pending.fail(failed);
        }
      });
    }
  }
}
