package io.drawbridge.server.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of fences and of the nodes that owe them. */
final class FenceStore implements FenceLedger {
  @Override
  public List<String> owe(Handle handle, long scope, long epoch) {
    return handle
        .createQuery(
            """
            with opened as (
              insert into fence (scope, epoch) values (:scope, :epoch) on conflict do nothing
            ), owed as (
              insert into fence_debt (scope, epoch, node)
              select :scope, :epoch, id from live_node
              on conflict (scope, epoch, node) do update
                set paid_at = null, owed_at = clock_timestamp(), sessions = 0, micros = 0
              returning node)
            select node from owed order by node
            """)
        .bind("scope", scope)
        .bind("epoch", epoch)
        .mapTo(String.class)
        .list();
  }

  @Override
  public Optional<Closed> payAndClose(Handle handle, long scope, long epoch, String node) {
    return handle
        .createQuery(
            """
            with paid as (
              update fence_debt set paid_at = clock_timestamp()
              where scope = :scope and epoch = :epoch and node = :node and paid_at is null
            ), closed as (
              update fence f set closed_at = clock_timestamp()
              where f.scope = :scope and f.epoch <= :epoch and f.closed_at is null
                and not exists (select from fence_debt d join live_node n on n.id = d.node
                                where d.scope = f.scope and d.epoch = f.epoch and d.paid_at is null
                                  and (d.node <> :node or d.epoch <> :epoch))
              returning f.epoch, f.closed_at
            ), now_closed as (
              select closed_at from closed where epoch = :epoch
              union all
              select closed_at from fence
              where scope = :scope and epoch = :epoch and closed_at is not null
            )
            select (extract(epoch from closed_at) * 1000000)::bigint as micros, exits_sending() as sending
            from now_closed limit 1
            """)
        .bind("scope", scope)
        .bind("epoch", epoch)
        .bind("node", node)
        .map((rows, context) -> new Closed(rows.getLong("micros"), rows.getBoolean("sending")))
        .findOne();
  }

  @Override
  public List<Debt> debts(Handle handle, String node) {
    return handle
        .createQuery(
            """
            select scope, epoch from fence_debt
            where node = :node and paid_at is null order by scope, epoch
            """)
        .bind("node", node)
        .map((rows, context) -> new Debt(rows.getLong("scope"), rows.getLong("epoch")))
        .list();
  }

  @Override
  public int pay(
      Handle handle, long scope, List<Long> epochs, String node, int sessions, long micros) {
    return handle
        .createUpdate(
            """
            update fence_debt set paid_at = clock_timestamp(), sessions = :sessions, micros = :micros
            where scope = :scope and epoch = any(:epochs) and node = :node and paid_at is null
            """)
        .bind("scope", scope)
        .bindArray("epochs", Long.class, epochs)
        .bind("node", node)
        .bind("sessions", sessions)
        .bind("micros", micros)
        .execute();
  }

  @Override
  public List<Fenced.Other> others(Handle handle, long scope, long epoch, String node) {
    return handle
        .createQuery(
            """
            select node, sessions, micros, paid_at is not null as paid from fence_debt
            where scope = :scope and epoch = :epoch and node <> :node
            order by node
            """)
        .bind("scope", scope)
        .bind("epoch", epoch)
        .bind("node", node)
        .map((rows, context) ->
            new Fenced.Other(
                rows.getString("node"),
                rows.getInt("sessions"),
                rows.getLong("micros"),
                rows.getBoolean("paid")))
        .list();
  }

  @Override
  public int closeAbandoned(Handle handle, Duration age) {
    return handle
        .createUpdate(
            """
            update fence f set closed_at = clock_timestamp()
            where f.closed_at is null and f.opened_at < clock_timestamp() - :seconds * interval '1 second'
              and not exists (select from fence_debt d join live_node n on n.id = d.node
                              where d.scope = f.scope and d.epoch = f.epoch and d.paid_at is null)
            """)
        .bind("seconds", age.toSeconds())
        .execute();
  }

  /** Closes every open fence: their nodes are dead, and with them all that they could have sent. */
  int closeAll(Handle handle) {
    return handle.execute("update fence set closed_at = clock_timestamp() where closed_at is null");
  }

  @Override
  public int sweep(Handle handle, Duration age, int max) {
    return handle
        .createQuery(
            """
            with old as (
              delete from fence where (scope, epoch) in (
                select scope, epoch from fence
                where closed_at < now() - :seconds * interval '1 second' limit :max)
              returning scope, epoch
            ), debts as (
              delete from fence_debt d using old o where d.scope = o.scope and d.epoch = o.epoch
            )
            select count(*) from old
            """)
        .bind("seconds", age.toSeconds())
        .bind("max", max)
        .mapTo(Integer.class)
        .one();
  }
}
