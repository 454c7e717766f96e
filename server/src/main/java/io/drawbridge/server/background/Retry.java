package io.drawbridge.server.background;

import io.drawbridge.server.db.Outage;
import io.drawbridge.server.observe.Metrics;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries what must be done after a commit, for as long as the thread is not interrupted. Blocks.
 * Thread-safe.
 */
public final class Retry {
  private static final Logger LOG = LoggerFactory.getLogger(Retry.class);
  private static final Duration FIRST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final Metrics metrics;
  private final BiConsumer<Backoff, String> pause;

  public Retry(Metrics metrics) {
    this(metrics, Backoff::pause);
  }

  /**
   * Tries again after other pauses.
   *
   * @param pause waits before the next try of what is named
   */
  public Retry(Metrics metrics, BiConsumer<Backoff, String> pause) {
    this.metrics = metrics;
    this.pause = pause;
  }

  /** Repeats what fails. */
  public <T> T untilDone(String what, Supplier<T> work) {
    return untilPresent(what, () -> Optional.of(work.get()));
  }

  /** Repeats what fails or finds nothing yet. */
  public <T> T untilPresent(String what, Supplier<Optional<T>> work) {
    return untilPresent(what, LONGEST, work);
  }

  /** Does the same, with no longer waits than that. */
  public <T> T untilPresent(String what, Duration longest, Supplier<Optional<T>> work) {
    Backoff backoff = new Backoff(FIRST, longest);
    while (true) {
      try {
        Optional<T> result = work.get();
        if (result.isPresent()) {
          return result.get();
        }
      } catch (RuntimeException e) {
        metrics.retried();
        LOG.atLevel(Outage.level(e)).setCause(e).log("{} failed, trying again", what);
      }
      pause.accept(backoff, what);
    }
  }
}
