package io.drawbridge.server.file.picture;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what decodes pictures: one at a time, on a thread of its own, so that neither memory nor
 * processors go to pictures alone. Thread-safe.
 */
final class PictureWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PictureWorker.class);
  private static final int WAITING_MAX = 64;
  private static final Duration WAIT_MAX = Duration.ofSeconds(15);

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(WAITING_MAX),
          Thread.ofPlatform().daemon().name("pictures").factory());

  PictureWorker() {
    thread.allowCoreThreadTimeOut(true);
  }

  /** What the work makes; empty if it fails, or if there is no time for it. Blocks. */
  <T> Optional<T> run(Callable<T> work) {
    Future<T> made;
    try {
      made = thread.submit(work);
    } catch (RejectedExecutionException full) {
      return Optional.empty();
    }
    try {
      return Optional.of(made.get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      made.cancel(true);
      return Optional.empty();
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof IOException)) {
        LOG.atWarn().setCause(failed).log("a picture could not be drawn");
      }
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
