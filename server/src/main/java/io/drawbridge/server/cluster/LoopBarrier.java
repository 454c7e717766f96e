package io.drawbridge.server.cluster;

import io.drawbridge.server.session.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one task on every event loop and waits until each has run, however long that takes. */
final class LoopBarrier {
  private static final Logger LOG = LoggerFactory.getLogger(LoopBarrier.class);

  private LoopBarrier() {}

  /**
   * Returns what the tasks returned.
   *
   * @throws java.util.concurrent.CompletionException if one of them failed; all have run
   */
  static <T> List<T> run(Sessions sessions, IntFunction<List<T>> task) {
    List<CompletableFuture<List<T>>> loops = new ArrayList<>();
    for (int i = 0; i < sessions.loops(); i++) {
      int loop = i;
      try {
        loops.add(
            CompletableFuture.supplyAsync(
                () -> task.apply(loop), run -> sessions.onLoop(loop, run)));
      } catch (RejectedExecutionException stopped) {
        // The loop was shut down, and its sockets are closed with it.
        LOG.debug("event loop {} is stopped", loop, stopped);
      }
    }
    CompletableFuture.allOf(loops.toArray(CompletableFuture[]::new)).join();
    return loops.stream().flatMap(done -> done.join().stream()).toList();
  }
}
