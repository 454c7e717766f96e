package io.drawbridge.server.cluster;

import io.drawbridge.server.background.Backoff;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
  private static final Duration LOCK_WAIT_MAX = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(20);

  /** Renewals in the time of a lease. */
  private static final int RENEWALS = 6;

  private final Database database;
  private final NodeStore store = new NodeStore();
  private final VersionGate gate;
  private final String id;
  private final Duration length;
  private final Tenure tenure;
  private final Doorbell doorbell;
  private final Executor threads;
  private final HeldLock lock;
  private final CompletableFuture<Runnable> draining = new CompletableFuture<>();
  private boolean toldToDrain;
  private volatile boolean registered;
  private final CompletableFuture<Opening> opening = new CompletableFuture<>();
  private final AtomicReference<Optional<Future<?>>> looking =
      new AtomicReference<>(Optional.empty());

  private LeasedNode(
      Database database,
      String id,
      VersionGate gate,
      Duration length,
      Doorbell doorbell,
      Optional<DeadMan> deadMan,
      Executor threads,
      Runnable lost) {
    this.gate = gate;
    this.database = database;
    this.doorbell = doorbell;
    this.id = id;
    this.length = length;
    this.tenure = new Tenure(length, System::nanoTime, deadMan, Backoff::pause);
    this.threads = threads;
    this.lock =
        new HeldLock(
            database,
            new HeldLock.Kind(
                "the lock of the cluster",
                "another Drawbridge process serves this database alone (expected: cluster on for"
                    + " all)",
                store::tryShare,
                store::unshare,
                length.dividedBy(RENEWALS),
                this::renew),
            LOCK_WAIT_MAX,
            lost);
  }

  /**
   * Joins the nodes of the database; it serves from {@link #serve} on.
   *
   * @param gate brings the schema up to date, if no node of a version stands in the way with which
   *     this one cannot live
   * @param length of a lease
   * @param doorbell at which the others are rung; closed with the node
   * @param deadMan ends a process that is stopped when its lease has ended; for none but tests it
   *     is missing where the system has one
   * @param threads makes a virtual thread for each task
   * @param timer starts short tasks at their time
   * @param lost runs when a process that serves alone has the database, or nodes that this one
   *     cannot live with: this one has to stop
   * @throws Failure {@code conflict} if one process serves the database alone, or a node is there
   *     with which this one cannot live
   */
  public static LeasedNode join(
      Database database,
      Ids ids,
      VersionGate gate,
      Duration length,
      Doorbell doorbell,
      Optional<DeadMan> deadMan,
      Executor threads,
      ScheduledExecutorService timer,
      Runnable lost) {
    String id = "n_" + Long.toString(ids.next(), 36);
    LeasedNode node = new LeasedNode(database, id, gate, length, doorbell, deadMan, threads, lost);
    node.lock.take(task -> Thread.ofPlatform().name("lease").daemon().start(task));
    node.register();
    node.looking.set(
        Optional.of(
            timer.scheduleWithFixedDelay(
                node::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS)));
    LOG.info("node {} joined the cluster", node.id);
    return node;
  }

  private void register() {
    try {
      gate.pass(database, handle -> store.join(handle, id, gate, length));
      lock.begin();
      registered = true;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
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
    return tenure.serves();
  }

  @Override
  public void serve(Opening with) {
    opening.complete(with);
  }

  @Override
  public void whenToldToDrain(Runnable drain) {
    draining.complete(drain);
  }

  @Override
  public Optional<String> whyNotReady() {
    return serves() ? Optional.empty() : Optional.of("the node has no lease");
  }

  /** The end of the lease counts from before it is asked for, by each of the clocks. */
  private void renew(Handle handle) {
    if (!registered) {
      return;
    }
    if (!opening.isDone()) {
      stay(handle);
      return;
    }
    Tenure.Asked asked = tenure.asks();
    Duration granted = store.renew(handle, id, length);
    // Before it is used: what came meanwhile, if this node was away, has to be seen first.
    stay(handle);
    tenure.granted(asked, granted).ifPresent(term -> threads.execute(() -> open(term)));
  }

  private void stay(Handle handle) {
    boolean drains = store.stay(handle, id, gate, length);
    gate.stay(handle, id);
    if (drains && !toldToDrain) {
      toldToDrain = true;
      LOG.info("node {} is told to send its clients off", id);
      draining.thenAccept(Runnable::run);
    }
  }

  private void open(long term) {
    if (tenure.open(term, opening.join())) {
      LOG.info("node {} serves", id);
    }
  }

  /** Throws away what is behind the gate, as soon as the lease has run out. */
  private void look() {
    if (opening.isDone() && tenure.look(opening.join())) {
      LOG.warn("node {} has no lease any more, and lets nothing out", id);
    }
  }

  /** Gives the lease back: nothing leaves any more, so that nobody has to wait for its end. */
  @Override
  public void close() {
    if (lock.isClosed()) {
      return;
    }
    // First: no renewal is taken any more.
    tenure.refuse();
    lock.end();
    looking.get().ifPresent(task -> task.cancel(false));
    tenure.end();
    doorbell.close();
    lock.close();
    try {
      database.query(handle -> {
        store.remove(handle, id);
        return id;
      });
    } catch (RuntimeException e) {
      LOG.warn("node {} could not be removed", id, e);
    }
  }
}
