package io.drawbridge.server.cluster;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.background.Backoff;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.db.Outage;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process as one of several nodes, each with a lease in the database. While it runs it shares
 * the database lock that one process alone would hold, so that both never serve together. Without
 * its lease it lets nothing out; with it again it first verifies what it knows.
 */
public final class LeasedNode implements Node {
  private static final Logger LOG = LoggerFactory.getLogger(LeasedNode.class);
  private static final Duration RETRY = Duration.ofMillis(100);
  private static final Duration LOCK_WAIT_MAX = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration STOP_MAX = Duration.ofSeconds(15);

  /** The part of the lease by which it ends earlier here: clocks do not run alike. */
  private static final int MARGIN_PART = 10;

  /** Renewals in the time of a lease. */
  private static final int RENEWALS = 6;

  private final Database database;
  private final NodeStore store = new NodeStore();
  private final String id;
  private final Duration length;
  private final Lease lease;
  private final Doorbell doorbell;
  private final Executor threads;
  private final Runnable lost;
  private final CompletableFuture<Void> locked = new CompletableFuture<>();
  private final CompletableFuture<Opening> opening = new CompletableFuture<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicReference<Optional<Future<?>>> looking =
      new AtomicReference<>(Optional.empty());

  private LeasedNode(
      Database database,
      String id,
      Duration length,
      Doorbell doorbell,
      Executor threads,
      Runnable lost) {
    this.database = database;
    this.doorbell = doorbell;
    this.id = id;
    this.length = length;
    this.lease = new Lease(System::nanoTime, length.dividedBy(MARGIN_PART));
    this.threads = threads;
    this.lost = lost;
  }

  /**
   * Joins the nodes of the database; it serves from {@link #serve} on.
   *
   * @param length of a lease
   * @param doorbell at which the others are rung; closed with the node
   * @param threads makes a virtual thread for each task
   * @param timer starts short tasks at their time
   * @param lost runs when a process that serves alone has the database: this one has to stop
   * @throws Failure {@code conflict} if one process serves the database alone
   */
  public static LeasedNode join(
      Database database,
      Ids ids,
      Duration length,
      Doorbell doorbell,
      Executor threads,
      ScheduledExecutorService timer,
      Runnable lost) {
    LeasedNode node =
        new LeasedNode(
            database, "n_" + Long.toString(ids.next(), 36), length, doorbell, threads, lost);
    Thread.ofPlatform().name("lease").daemon().start(node::hold);
    try {
      node.locked.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    node.looking.set(
        Optional.of(
            timer.scheduleWithFixedDelay(
                node::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS)));
    LOG.info("node {} joined the cluster", node.id);
    return node;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Doorbell doorbell() {
    return doorbell;
  }

  @Override
  public boolean alone() {
    return false;
  }

  @Override
  public boolean serves() {
    return lease.holds();
  }

  @Override
  public void serve(Opening with) {
    opening.complete(with);
  }

  @Override
  public Optional<String> whyNotReady() {
    return serves() ? Optional.empty() : Optional.of("the node has no lease");
  }

  /** Holds one connection, with the shared lock and the renewals on it, until this is closed. */
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
            LOG.error("a process that serves alone has taken over the database");
            lost.run();
            return;
          }
          LOG.debug("the lease cannot be renewed yet: {}", failure.text());
        } catch (RuntimeException e) {
          if (!locked.isDone()) {
            locked.completeExceptionally(e);
            return;
          }
          LOG.atLevel(Outage.level(e))
              .addKeyValue("why", e.getMessage())
              .log("the connection that renews the lease is lost; taking another");
        }
        sleep(RETRY);
      }
    } finally {
      released.countDown();
    }
  }

  private Object holdOn(Handle handle) {
    long until = System.nanoTime() + LOCK_WAIT_MAX.toNanos();
    while (!store.tryShare(handle)) {
      if (System.nanoTime() > until) {
        throw Failure.of(
            ErrorCode.CONFLICT,
            "another Drawbridge process serves this database alone (expected: cluster on for all)");
      }
      sleep(RETRY);
    }
    if (!locked.isDone()) {
      store.join(handle, id);
      locked.complete(null);
    }
    while (!sleep(length.dividedBy(RENEWALS))) {
      if (opening.isDone()) {
        long sent = System.nanoTime();
        OptionalLong begun = lease.granted(sent, store.renew(handle, id, length));
        begun.ifPresent(term -> threads.execute(() -> verify(term)));
      }
    }
    store.unshare(handle);
    return id;
  }

  /** Opens the gate for a new term, once what this node knows is verified. */
  private void verify(long term) {
    Opening with = opening.join();
    Backoff backoff = new Backoff(Duration.ofMillis(20), Duration.ofMillis(500));
    while (lease.isOpenTo(term) && !closed()) {
      try {
        with.verify();
        if (lease.verified(term)) {
          LOG.info("node {} serves", id);
          with.opened();
        }
        return;
      } catch (RuntimeException e) {
        LOG.atLevel(Outage.level(e)).setCause(e).log("what this node knows could not be verified");
        backoff.pause("verifying");
      }
    }
  }

  /** Throws away what is behind the gate, as soon as the lease has run out. */
  private void look() {
    if (lease.lapsed().isPresent()) {
      LOG.warn("node {} has no lease any more, and lets nothing out", id);
      opening.join().shut();
    }
  }

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

  /** Gives the lease back: nothing leaves any more, so that nobody has to wait for its end. */
  @Override
  public void close() {
    if (closed()) {
      return;
    }
    closing.countDown();
    looking.get().ifPresent(task -> task.cancel(false));
    lease.end();
    doorbell.close();
    try {
      if (!released.await(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the lease of {} was not given back in time", id);
        return;
      }
      database.query(handle -> {
        store.remove(handle, id);
        return id;
      });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("node {} could not be removed", id, e);
    }
  }
}
