package io.drawbridge.server.cluster;

import io.drawbridge.server.db.Outage;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries what must be done after a commit, for as long as the thread is not interrupted. */
public final class Retry {
  private static final Logger LOG = LoggerFactory.getLogger(Retry.class);
  private static final Duration FIRST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private Retry() {}

  /** Repeats what fails. */
  public static <T> T untilDone(String what, Supplier<T> work) {
    return untilPresent(what, () -> Optional.of(work.get()));
  }

  /** Repeats what fails or finds nothing yet. */
  public static <T> T untilPresent(String what, Supplier<Optional<T>> work) {
    Duration pause = FIRST;
    while (true) {
      try {
        Optional<T> result = work.get();
        if (result.isPresent()) {
          return result.get();
        }
      } catch (RuntimeException e) {
        LOG.atLevel(Outage.level(e)).setCause(e).log("{} failed, trying again", what);
      }
      try {
        // Nothing tells when a database answers again.
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(what + " was interrupted", e);
      }
      pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
    }
  }
}
