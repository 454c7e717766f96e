package io.drawbridge.server.cluster;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
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
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process as a node. Its id is new at every start, so that nobody can pay the fences of a
 * process that may still be alive. While it runs it holds a database lock that says "one process
 * only"; a start closes the fences that the process before it left open.
 */
public final class Nodes implements Node {
  private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);
  private static final Duration LOCK_WAIT_MAX = Duration.ofSeconds(5);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(15);
  private static final Duration LOCK_RETRY = Duration.ofMillis(100);
  private static final Duration PING = Duration.ofSeconds(2);

  private final Database database;
  private final NodeStore store = new NodeStore();
  private final String id;
  private final Runnable lost;
  private final Duration lockWaitMax;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final CompletableFuture<Void> locked = new CompletableFuture<>();
  private volatile boolean holds;

  private Nodes(Database database, String id, Runnable lost, Duration lockWaitMax) {
    this.database = database;
    this.id = id;
    this.lost = lost;
    this.lockWaitMax = lockWaitMax;
  }

  /**
   * Takes the lock, registers a new node and closes the fences of the dead.
   *
   * @param threads makes a virtual thread for each task
   * @param lost runs when the lock was lost and another process has it: this one has to stop
   * @throws Failure {@code conflict} if another process uses the database
   */
  public static Nodes start(Database database, Ids ids, Executor threads, Runnable lost) {
    return start(database, ids, threads, lost, LOCK_WAIT_MAX);
  }

  static Nodes start(
      Database database, Ids ids, Executor threads, Runnable lost, Duration lockWaitMax) {
    Nodes nodes = new Nodes(database, "n_" + Long.toString(ids.next(), 36), lost, lockWaitMax);
    threads.execute(nodes::hold);
    nodes.awaitLock();
    nodes.awaitLeases();
    int fences =
        database.write(handle -> {
          nodes.store.register(handle, nodes.id);
          return new FenceStore().closeAll(handle);
        });
    LOG.info("node {} started, {} fences of dead nodes closed", nodes.id, fences);
    return nodes;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Doorbell doorbell() {
    return Doorbell.SILENT;
  }

  @Override
  public boolean alone() {
    return true;
  }

  /** The only one may always. */
  @Override
  public boolean serves() {
    return true;
  }

  @Override
  public void serve(Opening opening) {
    // It has the right from its start.
  }

  @Override
  public Optional<String> whyNotReady() {
    return holds ? Optional.empty() : Optional.of("the one-process lock is not held");
  }

  /** Waits until no node of a cluster that was there before may let anything out. */
  private void awaitLeases() {
    while (database.query(store::anyLeased)) {
      if (sleep(LOCK_RETRY)) {
        throw Failure.of(ErrorCode.UNAVAILABLE, "interrupted");
      }
    }
  }

  private void awaitLock() {
    try {
      locked.get(lockWaitMax.plus(ANSWER_MAX).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (Causes.of(e) instanceof Failure failure) {
        throw failure;
      }
      throw new IllegalStateException("the one-process lock could not be taken", Causes.of(e));
    } catch (TimeoutException e) {
      throw Failure.of(ErrorCode.UNAVAILABLE, "the database did not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of(ErrorCode.UNAVAILABLE, "interrupted");
    }
  }

  /** Holds one connection, and on it the lock, until this node is closed. */
  private void hold() {
    try {
      while (!closed()) {
        try {
          database.query(this::holdOn);
          return;
        } catch (Failure failure) {
          if (!locked.isDone()) {
            locked.completeExceptionally(failure);
            return;
          }
          if (failure.code() == ErrorCode.CONFLICT) {
            LOG.error("another process has taken over the database");
            lost.run();
            return;
          }
          LOG.debug("the one-process lock cannot be taken again yet: {}", failure.text());
        } catch (RuntimeException e) {
          if (!locked.isDone()) {
            locked.completeExceptionally(e);
            return;
          }
          LOG.atWarn()
              .addKeyValue("why", e.getMessage())
              .log("the connection that holds the one-process lock is lost; taking it again");
        }
        sleep(LOCK_RETRY);
      }
    } finally {
      released.countDown();
    }
  }

  private Object holdOn(Handle handle) {
    long deadline = System.nanoTime() + lockWaitMax.toNanos();
    while (!store.tryLock(handle)) {
      if (System.nanoTime() > deadline) {
        throw Failure.of(
            ErrorCode.CONFLICT,
            "another Drawbridge process uses this database (expected: one process only)");
      }
      sleep(LOCK_RETRY);
    }
    holds = true;
    try {
      locked.complete(null);
      while (!sleep(PING)) {
        store.ping(handle);
      }
    } finally {
      holds = false;
    }
    store.unlock(handle);
    return id;
  }

  /** True if this node is being closed. */
  private boolean sleep(Duration time) {
    try {
      return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  /** Removes the node and gives the lock back. */
  @Override
  public void close() {
    if (closed()) {
      return;
    }
    try {
      database.query(handle -> {
        store.remove(handle, id);
        return id;
      });
    } catch (RuntimeException e) {
      LOG.warn("node {} could not be removed", id, e);
    }
    closing.countDown();
    try {
      if (!released.await(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the one-process lock was not released in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
