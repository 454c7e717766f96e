package io.drawbridge.server.cluster;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
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
  private static final Duration LEASE_RETRY = Duration.ofMillis(100);
  private static final Duration PING = Duration.ofSeconds(2);

  private final Database database;
  private final NodeStore store = new NodeStore();
  private final String id;
  private final HeldLock lock;

  private Nodes(Database database, String id, Runnable lost, Duration lockWaitMax) {
    this.database = database;
    this.id = id;
    this.lock =
        new HeldLock(
            database,
            new HeldLock.Kind(
                "the one-process lock",
                "another Drawbridge process uses this database (expected: one process only)",
                store::tryLock,
                store::unlock,
                PING,
                store::ping),
            lockWaitMax,
            lost);
  }

  /**
   * Takes the lock, registers a new node and closes the fences of the dead.
   *
   * @param gate brings the schema up to date, if no other version stands in the way
   * @param threads makes a virtual thread for each task
   * @param lost runs when the lock was lost and another process has it: this one has to stop
   * @throws Failure {@code conflict} if another process uses the database, or this version cannot
   *     use its schema
   */
  public static Nodes start(
      Database database, Ids ids, VersionGate gate, Executor threads, Runnable lost) {
    return start(database, ids, gate, threads, lost, LOCK_WAIT_MAX);
  }

  static Nodes start(
      Database database,
      Ids ids,
      VersionGate gate,
      Executor threads,
      Runnable lost,
      Duration lockWaitMax) {
    Nodes nodes = new Nodes(database, "n_" + Long.toString(ids.next(), 36), lost, lockWaitMax);
    nodes.lock.take(threads);
    try {
      int fences = nodes.enter(gate);
      LOG.info("node {} started, {} fences of dead nodes closed", nodes.id, fences);
      return nodes;
    } catch (RuntimeException e) {
      nodes.lock.close();
      throw e;
    }
  }

  private int enter(VersionGate gate) {
    gate.pass(database, handle -> {});
    lock.begin();
    awaitLeases();
    return database.write(handle -> {
      store.register(handle, id, gate);
      return new FenceStore().closeAll(handle);
    });
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
  public void whenToldToDrain(Runnable drain) {
    // Nobody is there to take its clients: it is stopped instead.
  }

  @Override
  public Optional<String> whyNotReady() {
    return lock.isHeld() ? Optional.empty() : Optional.of("the one-process lock is not held");
  }

  /** Waits until no node of a cluster that was there before may let anything out. */
  private void awaitLeases() {
    while (database.query(store::anyLeased)) {
      if (lock.sleep(LEASE_RETRY)) {
        throw Failure.of(ErrorCode.UNAVAILABLE, "interrupted");
      }
    }
  }

  /** Removes the node and gives the lock back. */
  @Override
  public void close() {
    if (lock.isClosed()) {
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
    lock.close();
  }
}
