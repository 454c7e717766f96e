package io.drawbridge.server.cluster;

import io.drawbridge.server.session.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one task on every event loop, ahead of the fan-out that is queued there, and waits until
 * each has run, however long that takes.
 */
final class LoopBarrier<T> {
  private static final Logger LOG = LoggerFactory.getLogger(LoopBarrier.class);

  private final List<CompletableFuture<List<T>>> loops = new ArrayList<>();

  private LoopBarrier() {}

  static <T> LoopBarrier<T> begin(Sessions sessions, IntFunction<List<T>> task) {
    LoopBarrier<T> barrier = new LoopBarrier<>();
    for (int i = 0; i < sessions.loops(); i++) {
      int loop = i;
      try {
        barrier.loops.add(
            CompletableFuture.supplyAsync(
                () -> task.apply(loop), run -> sessions.firstOnLoop(loop, run)));
      } catch (RejectedExecutionException stopped) {
        // The loop was shut down, and its sockets are closed with it.
        LOG.debug("event loop {} is stopped", loop, stopped);
      }
    }
    return barrier;
  }

  /**
   * Returns what the tasks returned.
   *
   * @throws java.util.concurrent.CompletionException if one of them failed; all have run
   */
  List<T> await() {
    CompletableFuture.allOf(loops.toArray(CompletableFuture[]::new)).join();
    return loops.stream().flatMap(done -> done.join().stream()).toList();
  }
}
