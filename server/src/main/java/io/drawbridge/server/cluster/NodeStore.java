package io.drawbridge.server.cluster;

import org.jdbi.v3.core.Handle;

/** The rows of the nodes, and the lock that says there is one process only. */
final class NodeStore {
  /**
   * The first part of the lock's key: two-part advisory keys are a space of their own, apart from
   * the domains' locks.
   */
  static final int LOCK_SPACE = 0x44726177;

  private static final int ONE_PROCESS = 1;

  /** Tries to take the lock for this connection's life. */
  boolean tryLock(Handle handle) {
    return handle
        .createQuery("select pg_try_advisory_lock(:space, :key)")
        .bind("space", LOCK_SPACE)
        .bind("key", ONE_PROCESS)
        .mapTo(Boolean.class)
        .one();
  }

  void unlock(Handle handle) {
    handle
        .createQuery("select pg_advisory_unlock(:space, :key)")
        .bind("space", LOCK_SPACE)
        .bind("key", ONE_PROCESS)
        .mapTo(Boolean.class)
        .one();
  }

  /** Answers if the connection, and with it the lock, is still there. */
  void ping(Handle handle) {
    handle.createQuery("select 1").mapTo(Integer.class).one();
  }

  /** Makes this node the only one known. */
  void register(Handle handle, String node) {
    handle.execute("delete from node");
    handle.execute("insert into node (id) values (?)", node);
  }

  void remove(Handle handle, String node) {
    handle.execute("delete from node where id = ?", node);
  }
}
