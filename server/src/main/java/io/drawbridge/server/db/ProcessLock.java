package io.drawbridge.server.db;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the database that one process only serves it: an advisory lock held by a connection of
 * its own. When the connection is lost (the database restarted) the lock is taken anew; if
 * meanwhile another process has it, this one must go.
 */
public final class ProcessLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessLock.class);

  /** Any fixed number: "drawbrid" in ASCII. */
  private static final long KEY = 0x6472617762726964L;

  private static final Duration TAKE_MAX = Duration.ofSeconds(10);
  private static final Duration CHECK_EVERY = Duration.ofSeconds(1);

  private final Jdbi jdbi;
  private final Runnable onLost;
  private final Thread watcher;
  private Handle holder;
  private volatile boolean closed;

  private ProcessLock(Jdbi jdbi, Handle holder, Runnable onLost) {
    this.jdbi = jdbi;
    this.holder = holder;
    this.onLost = onLost;
    this.watcher = Thread.ofVirtual().name("process-lock").unstarted(this::watch);
  }

  /**
   * Takes the lock, waiting a few seconds for a process that is just going.
   *
   * @param onLost runs when another process took the lock; must end this process
   * @throws DatabaseTrouble if another process serves the database
   */
  public static ProcessLock take(DatabaseAddress address, Runnable onLost) {
    Jdbi jdbi = Jdbi.create(address.url(), address.user(), address.password());
    long deadline = System.nanoTime() + TAKE_MAX.toNanos();
    while (true) {
      Optional<Handle> holder = tryTake(jdbi);
      if (holder.isPresent()) {
        ProcessLock lock = new ProcessLock(jdbi, holder.get(), onLost);
        lock.watcher.start();
        return lock;
      }
      if (System.nanoTime() > deadline || !pause(Duration.ofMillis(200))) {
        throw new DatabaseTrouble(
            "another Drawbridge process serves this database (expected: one process only)");
      }
    }
  }

  private static Optional<Handle> tryTake(Jdbi jdbi) {
    Handle handle = jdbi.open();
    boolean taken = false;
    try {
      taken =
          handle
              .createQuery("select pg_try_advisory_lock(:key)")
              .bind("key", KEY)
              .mapTo(Boolean.class)
              .one();
      return taken ? Optional.of(handle) : Optional.empty();
    } finally {
      if (!taken) {
        handle.close();
      }
    }
  }

  private void watch() {
    boolean held = true;
    while (pause(CHECK_EVERY)) {
      try {
        if (held) {
          holder.execute("select 1");
          continue;
        }
        Optional<Handle> anew = tryTake(jdbi);
        if (anew.isEmpty()) {
          LOG.error("another process took over this database");
          onLost.run();
          return;
        }
        holder = anew.get();
        held = true;
        LOG.info("the database is back, and still ours alone");
      } catch (JdbiException e) {
        if (Thread.currentThread().isInterrupted() || closed) {
          break;
        }
        if (held) {
          LOG.warn("the connection that holds the process lock is gone", e);
          holder.close();
        }
        held = false;
      }
    }
    holder.close();
  }

  private static boolean pause(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Lets the lock go. */
  @Override
  public void close() {
    closed = true;
    watcher.interrupt();
    try {
      watcher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
