package io.drawbridge.server.exit;

import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;

/**
 * The rows that one exit is to send; features add them in the transaction that is their reason.
 * Thread-safe.
 */
public final class Outbox {
  private final String exit;
  private final Database database;
  private final Ids ids;
  private final OutboxStore store = new OutboxStore();
  private final Object bell = new Object();

  /** Guarded by the bell. */
  private long rings;

  /** {@code exit} is the {@link Exit#name} of who sends these rows. */
  public Outbox(String exit, Database database, Ids ids) {
    this.exit = exit;
    this.database = database;
    this.ids = ids;
  }

  /** Adds rows and returns their ids. Ring {@link #wake} after the commit. */
  public List<Long> add(Handle handle, List<NewRow> rows) {
    List<Long> fresh = rows.stream().map(_ -> ids.next()).toList();
    store.insert(handle, exit, fresh, rows);
    return fresh;
  }

  /**
   * Takes back what is about the subjects and not being sent at this moment. What is being sent
   * {@link #settle settles}: its exit must not compose it any more after this transaction.
   */
  public void cancel(Handle handle, String kind, Collection<Long> subjects) {
    store.cancel(handle, exit, kind, subjects);
  }

  /** Lets what waits about a subject wait for a while longer. */
  public void postpone(Handle handle, String kind, long subject, Duration rest) {
    store.postpone(handle, exit, kind, subject, rest);
  }

  /** Lets what was given up about a subject wait again, with all attempts; returns how much. */
  public int revive(Handle handle, String kind, long subject) {
    return store.revive(handle, exit, kind, subject);
  }

  /** What waits or is being sent, and what was given up. */
  public record Backlog(int waiting, int dead) {}

  /** The backlog of a subject. */
  public Backlog backlog(Handle handle, String kind, long subject) {
    return store.backlog(handle, exit, kind, subject);
  }

  /**
   * Tells the workers on this node that there may be something to send; other nodes look by
   * themselves.
   */
  public void wake() {
    synchronized (bell) {
      rings++;
      bell.notifyAll();
    }
  }

  /** The number of rings until now, all of which count as heard by who asks. */
  long rings() {
    synchronized (bell) {
      return rings;
    }
  }

  /**
   * Waits until nothing about the subject is under way on any node. Called after the commit that
   * withdrew it: then it either left before, or never will. Blocks, outside transactions.
   */
  public void settle(String kind, long subject) {
    List<UnderWay> sending = database.query(handle -> store.underWay(handle, exit, kind, subject));
    sending.forEach(row -> row.await(database, store));
  }

  /** Waits for a ring after those that were heard; each worker hears every one. */
  void await(long heard, Duration max) throws InterruptedException {
    long end = System.nanoTime() + max.toNanos();
    synchronized (bell) {
      for (long left = max.toMillis();
          rings == heard && left > 0;
          left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
        bell.wait(left);
      }
    }
  }

  String exit() {
    return exit;
  }
}
