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

  static <T> List<T> run(Sessions sessions, IntFunction<List<T>> task) {
    List<CompletableFuture<List<T>>> loops = new ArrayList<>();
    for (int i = 0; i < sessions.loops(); i++) {
      int loop = i;
      CompletableFuture<List<T>> done = new CompletableFuture<>();
      loops.add(done);
      try {
        sessions.onLoop(
            loop,
            () -> {
              try {
                done.complete(task.apply(loop));
              } catch (RuntimeException e) {
                done.completeExceptionally(e);
              }
            });
      } catch (RejectedExecutionException stopped) {
        // The loop was shut down, and its sockets are closed with it.
        LOG.debug("event loop {} is stopped", loop, stopped);
        done.complete(List.of());
      }
    }
    List<T> results = new ArrayList<>();
    loops.forEach(done -> results.addAll(done.join()));
    return results;
  }
}
