package io.drawbridge.server.cluster;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Outage;
import io.drawbridge.server.db.start.Incarnation;
import io.drawbridge.server.failure.Causes;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock of the database that lasts as long as one connection. It is held until this is closed; a
 * connection that is lost is followed by another one, unless somebody else has the lock by then, or
 * the database has begun another life: what this process knows of it may never have been.
 */
final class HeldLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeldLock.class);
  private static final Duration RETRY = Duration.ofMillis(100);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

  private final Database database;
  private final Kind kind;
  private final Duration waitMax;
  private final Runnable lost;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final CompletableFuture<Void> taken = new CompletableFuture<>();
  private volatile boolean held;

  /** The life of the database that this process knows, from {@link #begin} on. */
  private volatile Optional<String> life = Optional.empty();

  /**
   * What is locked, and what is done meanwhile.
   *
   * @param name as the log shows it
   * @param refusal who has it, if it cannot be taken
   * @param take tries to, without waiting
   * @param give gives it back
   * @param every the pause between two times of {@code keep}
   * @param keep uses the connection; fails if it is lost, and with {@code conflict} if the lock may
   *     not be held any more
   */
  record Kind(
      String name,
      String refusal,
      Predicate<Handle> take,
      Consumer<Handle> give,
      Duration every,
      Consumer<Handle> keep) {}

  /**
   * A lock that {@link #take} takes.
   *
   * @param waitMax how long it waits for one that somebody else has
   * @param lost runs when somebody else has taken it while the connection was lost, or it may not
   *     be held any more
   */
  HeldLock(Database database, Kind kind, Duration waitMax, Runnable lost) {
    this.database = database;
    this.kind = kind;
    this.waitMax = waitMax;
    this.lost = lost;
  }

  /**
   * Takes the lock, and returns when it is held.
   *
   * @param thread runs one task, for as long as the lock is held
   * @throws Failure {@code conflict} if somebody else has it
   */
  void take(Executor thread) {
    thread.execute(this::run);
    try {
      taken.get(waitMax.plus(ANSWER_MAX).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (Causes.of(e) instanceof Failure failure) {
        throw failure;
      }
      throw new IllegalStateException("%s could not be taken".formatted(kind.name), Causes.of(e));
    } catch (TimeoutException e) {
      throw Failure.of(ErrorCode.UNAVAILABLE, "the database did not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of(ErrorCode.UNAVAILABLE, "interrupted");
    }
  }

  /** Holds on to the present life of the database, whose schema is there by now. */
  void begin() {
    life = Optional.of(database.query(Incarnation::code));
  }

  /** Returns whether it is held at this moment. */
  boolean isHeld() {
    return held;
  }

  /** Returns whether it is being given back, or was. */
  boolean isClosed() {
    return closing.getCount() == 0;
  }

  /** Waits for that long; true if this is closed. */
  boolean sleep(Duration time) {
    try {
      return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void run() {
    try {
      while (!isClosed()) {
        try {
          database.query(this::hold);
          return;
        } catch (Failure failure) {
          if (!taken.isDone()) {
            taken.completeExceptionally(failure);
            return;
          }
          if (failure.code() == ErrorCode.CONFLICT) {
            LOG.error("this process has to stop: {}", failure.text());
            lost.run();
            return;
          }
          LOG.debug("{} cannot be taken again yet: {}", kind.name, failure.text());
        } catch (RuntimeException e) {
          if (!taken.isDone()) {
            taken.completeExceptionally(e);
            return;
          }
          LOG.atLevel(Outage.level(e))
              .addKeyValue("why", e.getMessage())
              .log("the connection that holds {} is lost; taking another", kind.name);
        }
        sleep(RETRY);
      }
    } finally {
      released.countDown();
    }
  }

  private Kind hold(Handle handle) {
    long until = System.nanoTime() + waitMax.toNanos();
    while (!kind.take.test(handle)) {
      if (System.nanoTime() > until) {
        throw Failure.of(ErrorCode.CONFLICT, kind.refusal);
      }
      sleep(RETRY);
    }
    requireTheSameLife(handle);
    held = true;
    try {
      taken.complete(null);
      while (!sleep(kind.every)) {
        kind.keep.accept(handle);
      }
    } catch (Failure refused) {
      if (refused.code() == ErrorCode.CONFLICT) {
        kind.give.accept(handle);
      }
      throw refused;
    } finally {
      held = false;
    }
    kind.give.accept(handle);
    return kind;
  }

  private void requireTheSameLife(Handle handle) {
    if (life.isEmpty()) {
      return;
    }
    if (!life.get().equals(Incarnation.code(handle))) {
      kind.give.accept(handle);
      throw Failure.of(
          ErrorCode.CONFLICT, "the database was restored or failed over (expected: a new start)");
    }
  }

  /** Has it given back soon; returns at once. */
  void end() {
    closing.countDown();
  }

  /** Gives it back; nothing is kept any more when this returns. */
  @Override
  public void close() {
    end();
    try {
      if (!released.await(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("{} was not released in time", kind.name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
