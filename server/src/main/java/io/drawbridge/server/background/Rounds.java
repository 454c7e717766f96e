package io.drawbridge.server.background;

import io.drawbridge.server.db.Outage;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that works in rounds: at once when somebody rings, and else after a while. A round that
 * fails is logged, and there is another after a pause. Thread-safe.
 */
public final class Rounds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  private final String name;
  private final Duration every;
  private final Duration trouble;
  private final BooleanSupplier round;
  private final Wake wake = new Wake();
  private final Thread thread;

  /**
   * Rounds that begin with {@link #start}.
   *
   * @param name as the log and a thread dump show it
   * @param every the longest pause when nobody rings
   * @param trouble the pause after a round that failed
   * @param round does what there is to do; true if there is more than fits into one
   */
  public Rounds(String name, Duration every, Duration trouble, BooleanSupplier round) {
    this.name = name;
    this.every = every;
    this.trouble = trouble;
    this.round = round;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Has a round begin soon. Any thread; returns at once. */
  public void ring() {
    wake.ring();
  }

  private void run() {
    try {
      while (wake.await(every)) {
        try {
          while (!wake.isClosed() && round.getAsBoolean()) {
            // There is more.
          }
        } catch (RuntimeException e) {
          LOG.atLevel(Outage.level(e)).setCause(e).log("{} failed; it is tried again", name);
          if (!wake.pause(trouble)) {
            return;
          }
          wake.ring();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("{} was interrupted", name);
    }
  }

  /** Begins no other round, and returns when the one under way has ended, or after a while. */
  @Override
  public void close() {
    wake.close();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(STOP_MAX)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
