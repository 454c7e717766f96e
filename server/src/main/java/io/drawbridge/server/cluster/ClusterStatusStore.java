package io.drawbridge.server.cluster;

import io.drawbridge.server.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads how the nodes of a database are, whether a server runs or not. */
public final class ClusterStatusStore {
  /**
   * A node.
   *
   * @param lease for how long it may let something out; negative since it may no more, and empty if
   *     it serves alone
   * @param generation what it speaks
   * @param drains whether it was told to send its clients off
   * @param connections those of a node of several; one that serves alone writes none down
   * @param owed fences that it has not paid
   */
  public record NodeStatus(
      String id,
      String host,
      String version,
      int generation,
      Instant startedAt,
      Optional<Duration> lease,
      boolean drains,
      long connections,
      long owed) {}

  /** Tells a node to send its clients off; it notices within a part of its lease. */
  public void drain(Database database, String node) {
    database.query(handle -> handle.execute("update node set drains = true where id = ?", node));
  }

  /** All nodes that are known, those that serve first. */
  public List<NodeStatus> nodes(Database database) {
    return database.read(ClusterStatusStore::nodes);
  }

  private static List<NodeStatus> nodes(Handle handle) {
    return handle
        .createQuery(
            """
            select n.id, n.host, n.version, n.generation, n.drains,
                   (extract(epoch from n.started_at) * 1000000)::bigint as started,
                   (extract(epoch from n.expires_at - clock_timestamp()) * 1000)::bigint as lease,
                   (select count(*) from connection c where c.node = n.id) as connections,
                   (select count(*) from fence_debt d
                    where d.node = n.id and d.paid_at is null) as owed
            from node n
            order by n.expires_at is null desc, n.expires_at > clock_timestamp() desc, n.started_at
            """)
        .map(row ->
            new NodeStatus(
                row.getColumn("id", String.class),
                row.getColumn("host", String.class),
                row.getColumn("version", String.class),
                row.getColumn("generation", Integer.class),
                Instant.EPOCH.plus(row.getColumn("started", Long.class), ChronoUnit.MICROS),
                Optional.ofNullable(row.getColumn("lease", Long.class)).map(Duration::ofMillis),
                row.getColumn("drains", Boolean.class),
                row.getColumn("connections", Long.class),
                row.getColumn("owed", Long.class)))
        .list();
  }
}
