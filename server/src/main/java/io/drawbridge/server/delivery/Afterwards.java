package io.drawbridge.server.delivery;

import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a change left to do when it is committed and its fence is closed.
 *
 * @param awaited the answer waits for these
 */
record Afterwards(List<Runnable> tasks, List<Runnable> awaited) {
  private static final Logger LOG = LoggerFactory.getLogger(Afterwards.class);

  Afterwards {
    tasks = List.copyOf(tasks);
    awaited = List.copyOf(awaited);
  }

  /** Starts the tasks; answers now, or off the lane when what the answer waits for is done. */
  void run(Executor threads, Runnable answer) {
    tasks.forEach(threads::execute);
    if (awaited.isEmpty()) {
      answer.run();
    } else {
      threads.execute(() -> {
        awaited.forEach(Afterwards::guarded);
        answer.run();
      });
    }
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException bug) {
      LOG.error("a task after a change failed", bug);
    }
  }
}
