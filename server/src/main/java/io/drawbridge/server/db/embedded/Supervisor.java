package io.drawbridge.server.db.embedded;

import io.drawbridge.server.db.DatabaseTrouble;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the embedded PostgreSQL again when it ends by itself, and gives up when that fails, or is
 * needed again at once, a few times in a row. While the disk is full it waits.
 */
public final class Supervisor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

  /**
   * The patience of a supervisor.
   *
   * @param glance how often it looks
   * @param pause between two tries
   * @param tries in a row, before it gives up
   * @param steady how long a server has to live for the next end to be the first again
   */
  public record Patience(Duration glance, Duration pause, int tries, Duration steady) {
    static final Patience DEFAULT =
        new Patience(Duration.ofMillis(200), Duration.ofSeconds(1), 5, Duration.ofMinutes(1));
  }

  private final PrivatePostgres postgres;
  private final Patience patience;
  private final Runnable restarted;
  private final Runnable gaveUp;
  private final Thread thread;
  private long startedNanos = System.nanoTime();
  private int tries;

  private Supervisor(
      PrivatePostgres postgres, Patience patience, Runnable restarted, Runnable gaveUp) {
    this.postgres = postgres;
    this.patience = patience;
    this.restarted = restarted;
    this.gaveUp = gaveUp;
    this.thread = Thread.ofPlatform().daemon().name("supervisor").unstarted(this::watch);
  }

  /** Watches until it is closed, or has given up. */
  static Supervisor begin(
      PrivatePostgres postgres, Patience patience, Runnable restarted, Runnable gaveUp) {
    Supervisor supervisor = new Supervisor(postgres, patience, restarted, gaveUp);
    supervisor.thread.start();
    return supervisor;
  }

  private void watch() {
    try {
      while (true) {
        // Only its parent is told when a process ends, and that is not this one.
        Thread.sleep(patience.glance());
        if (!postgres.lives() && !revived()) {
          LOG.error(
              "the embedded database cannot be kept running, {} tries in a row: the server ends",
              tries);
          gaveUp.run();
          return;
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts the server again; false if it is time to give up. */
  private boolean revived() throws InterruptedException {
    if (System.nanoTime() - startedNanos > patience.steady().toNanos()) {
      tries = 0;
    }
    LOG.warn("the embedded database has ended by itself; it is started again");
    boolean saidFull = false;
    while (tries < patience.tries()) {
      boolean full = postgres.diskIsFull();
      try {
        postgres.restart();
        tries++;
        startedNanos = System.nanoTime();
        LOG.info("the embedded database runs again");
        restarted.run();
        return true;
      } catch (DatabaseTrouble e) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedException("closed");
        }
        full |= postgres.diskIsFull();
        tries += full ? 0 : 1;
        if (!full || !saidFull) {
          LOG.warn("{}", e.getMessage());
        }
        saidFull = full;
      }
      Thread.sleep(patience.pause());
    }
    return false;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
