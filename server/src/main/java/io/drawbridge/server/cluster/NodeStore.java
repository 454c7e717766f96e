package io.drawbridge.server.cluster;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Handle;

/** The rows of the nodes, and the lock that says there is one process only. */
final class NodeStore {
  /**
   * The first part of the lock's key: two-part advisory keys are a space of their own, apart from
   * the domains' locks.
   */
  static final int LOCK_SPACE = 0x44726177;

  /** The second part, of the lock that one process alone holds, or several share. */
  static final int ONE_PROCESS = 1;

  /** Tries to take the lock for this connection's life. */
  boolean tryLock(Handle handle) {
    return handle
        .createQuery("select pg_try_advisory_lock(:space, :key)")
        .bind("space", LOCK_SPACE)
        .bind("key", ONE_PROCESS)
        .mapTo(Boolean.class)
        .one();
  }

  /** Tries to take the lock until the end of the transaction. */
  boolean tryLockForTransaction(Handle handle) {
    return handle
        .createQuery("select pg_try_advisory_xact_lock(:space, :key)")
        .bind("space", LOCK_SPACE)
        .bind("key", ONE_PROCESS)
        .mapTo(Boolean.class)
        .one();
  }

  /** Tries to take it together with other nodes of the cluster, and with nobody else. */
  boolean tryShare(Handle handle) {
    return handle
        .createQuery("select pg_try_advisory_lock_shared(:space, :key)")
        .bind("space", LOCK_SPACE)
        .bind("key", ONE_PROCESS)
        .mapTo(Boolean.class)
        .one();
  }

  void unshare(Handle handle) {
    handle
        .createQuery("select pg_advisory_unlock_shared(:space, :key)")
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
  void register(Handle handle, String node, VersionGate gate) {
    handle.execute("delete from node");
    handle.execute(
        """
        insert into node (id, host, version, generation, lowest_generation) values (?, ?, ?, ?, ?)
        """,
        node,
        gate.label().host(),
        gate.label().version(),
        gate.generation().own(),
        gate.generation().lowest());
  }

  /** Returns whether a node of a cluster may still let something out. */
  boolean anyLeased(Handle handle) {
    return handle
        .createQuery("select exists (select from node where expires_at > clock_timestamp())")
        .mapTo(Boolean.class)
        .one();
  }

  /** Adds this node, without a right to serve; forgets those that have been dead for long. */
  void join(Handle handle, String node, VersionGate gate, Duration lease) {
    handle.execute(
        """
        delete from node
        where expires_at is null
           or greatest(expires_at, here_until) < clock_timestamp() - interval '1 hour'
        """);
    stay(handle, node, gate, lease);
  }

  /**
   * Says that this node is there for so long from now; if it was not any more, from now on. Gives
   * it no right to serve. The clock is read when the row is locked: it may have been waited for.
   *
   * @return whether it is told to send its clients off
   */
  boolean stay(Handle handle, String node, VersionGate gate, Duration lease) {
    return handle
        .createQuery(
            """
            insert into node as n
              (id, host, version, generation, lowest_generation, expires_at, here_since, here_until)
            select :node, :host, :version, :own, :lowest, d.at, d.at,
                   d.at + :millis * interval '1 millisecond'
            from (select clock_timestamp() as at) d
            on conflict (id) do update
            set here_since = case when n.here_until > clock_timestamp() then n.here_since
                                  else clock_timestamp() end,
                here_until = clock_timestamp() + :millis * interval '1 millisecond'
            returning drains
            """)
        .bind("node", node)
        .bind("host", gate.label().host())
        .bind("version", gate.label().version())
        .bind("own", gate.generation().own())
        .bind("lowest", gate.generation().lowest())
        .bind("millis", lease.toMillis())
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Grants this node the right to serve for a while from now on; while it owes a fence, never
   * beyond that while after it came to owe it. A grant is never taken back.
   *
   * @return for how long it has the right, from the moment at which this was decided
   */
  Duration renew(Handle handle, String node, Duration lease) {
    return handle
        .createQuery(
            """
            with owed as (
              select min(owed_at) as since from fence_debt where node = :node and paid_at is null
            ), decided as (
              select clock_timestamp() as at
            )
            insert into node as n (id, expires_at)
            select :node, least(d.at, o.since) + :millis * interval '1 millisecond'
            from decided d cross join owed o
            on conflict (id) do update set expires_at = greatest(n.expires_at, excluded.expires_at)
            returning (extract(epoch from expires_at - clock_timestamp()) * 1000000)::bigint
            """)
        .bind("node", node)
        .bind("millis", lease.toMillis())
        .map((rows, context) -> Duration.of(rows.getLong(1), ChronoUnit.MICROS))
        .one();
  }

  void remove(Handle handle, String node) {
    handle.execute("delete from node where id = ?", node);
  }
}
