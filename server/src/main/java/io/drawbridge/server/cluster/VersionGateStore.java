package io.drawbridge.server.cluster;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Reads which versions are there, also in a schema that does not have the columns for it, or no
 * tables at all: a version is judged before it changes anything.
 */
final class VersionGateStore {
  private static final int STARTING = 2;

  private static final RowMapper<Neighbour> NEIGHBOUR =
      (rows, context) ->
          new Neighbour(
              rows.getString("id"),
              new NodeLabel(rows.getString("host"), rows.getString("version")),
              new Generation(rows.getInt("generation"), rows.getInt("lowest_generation")));

  /** A node that is there. */
  record Neighbour(String id, NodeLabel label, Generation generation) {}

  /** The newest version that brought the schema up to date. */
  record SchemaMaker(Generation generation, String version) {}

  /** Tries to be the one process that starts, for this connection's life. */
  boolean tryEnter(Handle handle) {
    return handle
        .createQuery("select pg_try_advisory_lock(:space, :key)")
        .bind("space", NodeStore.LOCK_SPACE)
        .bind("key", STARTING)
        .mapTo(Boolean.class)
        .one();
  }

  void leave(Handle handle) {
    handle
        .createQuery("select pg_advisory_unlock(:space, :key)")
        .bind("space", NodeStore.LOCK_SPACE)
        .bind("key", STARTING)
        .mapTo(Boolean.class)
        .one();
  }

  /** One of several nodes that is there, and that this version cannot live with. */
  Optional<Neighbour> neighbour(Handle handle, Generation generation) {
    return has(handle, "node")
        ? handle
            .createQuery(
                """
                with row as (
                  select to_jsonb(n) as it from node n
                ), known as (
                  select it->>'id' as id, coalesce(it->>'host', '') as host,
                         coalesce(it->>'version', '') as version,
                         coalesce((it->>'generation')::integer, 0) as generation,
                         coalesce((it->>'lowest_generation')::integer, 0) as lowest_generation
                  from row
                  where greatest((it->>'expires_at')::timestamptz, (it->>'here_until')::timestamptz)
                        > clock_timestamp()
                    and it->>'expires_at' is not null
                )
                select id, host, version, generation, lowest_generation from known
                where generation < :lowest or lowest_generation > :own
                order by id limit 1
                """)
            .bind("own", generation.own())
            .bind("lowest", generation.lowest())
            .map(NEIGHBOUR)
            .findFirst()
        : Optional.empty();
  }

  /** The node that serves alone, if there is one and this version cannot live with it. */
  Optional<Neighbour> lone(Handle handle, Generation generation) {
    return has(handle, "node")
        ? handle
            .createQuery(
                """
                with row as (
                  select to_jsonb(n) as it from node n where n.expires_at is null
                ), known as (
                  select it->>'id' as id, coalesce(it->>'host', '') as host,
                         coalesce(it->>'version', '') as version,
                         coalesce((it->>'generation')::integer, 0) as generation,
                         coalesce((it->>'lowest_generation')::integer, 0) as lowest_generation
                  from row
                )
                select id, host, version, generation, lowest_generation from known
                where (generation < :lowest or lowest_generation > :own)
                  and exists (
                    select from pg_locks
                    where locktype = 'advisory' and classid = :space and objid = :key
                      and objsubid = 2 and mode = 'ExclusiveLock' and granted
                      and database = (select oid from pg_database where datname = current_database()))
                limit 1
                """)
            .bind("own", generation.own())
            .bind("lowest", generation.lowest())
            .bind("space", NodeStore.LOCK_SPACE)
            .bind("key", NodeStore.ONE_PROCESS)
            .map(NEIGHBOUR)
            .findFirst()
        : Optional.empty();
  }

  /** A node that was there before this one, without a break, and that it cannot live with. */
  Optional<Neighbour> neighbourOf(Handle handle, String node, Generation generation) {
    return handle
        .createQuery(
            """
            select n.id, n.host, n.version, n.generation, n.lowest_generation
            from node n, node me
            where me.id = :node and n.id <> me.id
              and greatest(n.expires_at, n.here_until) > clock_timestamp()
              and n.expires_at is not null
              and (n.generation < :lowest or n.lowest_generation > :own)
              and (n.here_since, n.id) < (me.here_since, me.id)
            order by n.id limit 1
            """)
        .bind("node", node)
        .bind("own", generation.own())
        .bind("lowest", generation.lowest())
        .map(NEIGHBOUR)
        .findFirst();
  }

  Optional<SchemaMaker> schemaMaker(Handle handle) {
    return has(handle, "schema_generation")
        ? handle
            .createQuery("select generation, lowest_generation, version from schema_generation")
            .map((rows, context) ->
                new SchemaMaker(
                    new Generation(rows.getInt("generation"), rows.getInt("lowest_generation")),
                    rows.getString("version")))
            .findFirst()
        : Optional.empty();
  }

  void note(Handle handle, SchemaMaker maker) {
    handle.execute(
        """
        insert into schema_generation as s (generation, lowest_generation, version)
        values (?, ?, ?)
        on conflict (only_one) do update
        set generation = excluded.generation, lowest_generation = excluded.lowest_generation,
            version = excluded.version
        where (s.generation, s.lowest_generation, s.version)
              is distinct from (excluded.generation, excluded.lowest_generation, excluded.version)
        """,
        maker.generation().own(),
        maker.generation().lowest(),
        maker.version());
  }

  private static boolean has(Handle handle, String table) {
    return handle
        .createQuery("select to_regclass(:table) is not null")
        .bind("table", table)
        .mapTo(Boolean.class)
        .one();
  }
}
