package io.drawbridge.server.audit.chain;

import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** Deletes the records of chains up to a checkpoint. */
final class DropStore {
  /**
   * Notes of some chains up to where their records may go: to the last checkpoint that was signed
   * so long ago, and so to records that are older still. A workspace's own choice counts within the
   * bounds of now. Returns of how many.
   */
  int mark(Handle handle, KeptFor kept, int max) {
    return handle
        .createUpdate(
            """
            update audit_chain c set dropped = k.position, dropped_hash = k.hash
            from (
              select distinct on (c.id) c.id, k.position,
                decode(k.line::jsonb -> 'checkpoint' ->> 'hash', 'hex') as hash
              from audit_chain c
              join audit_checkpoint k on k.chain = c.id and k.position > c.dropped
              left join domain d on d.id = c.id and d.policies -> 'audit_keep_days' is not null
                and cast(:least as bigint) is not null
              cross join lateral (
                select case when d.id is null then cast(:kept as bigint)
                  else greatest(
                    cast(:least as bigint),
                    least((d.policies ->> 'audit_keep_days')::bigint * 86400000, cast(:most as bigint)))
                  end as millis) stays
              where k.at < clock_timestamp() - stays.millis * interval '1 millisecond'
              order by c.id, k.position desc
              limit :max) k
            where c.id = k.id
            """)
        .bind("kept", kept.byDefault().map(Duration::toMillis))
        .bind("least", kept.least().map(Duration::toMillis))
        .bind("most", kept.most().map(Duration::toMillis))
        .bind("max", max)
        .execute();
  }

  /**
   * Deletes some of what may go, and what it was made of, unless another chain keeps it. Returns
   * how many records.
   */
  int drop(Handle handle, int max) {
    return handle
        .createQuery(
            """
            with gone as (
              delete from audit_seal s
              using (
                select s.chain, s.position from audit_chain c
                join audit_seal s on s.chain = c.id and s.position <= c.dropped
                where c.dropped > 0
                limit :max) w
              where s.chain = w.chain and s.position = w.position
              returning s.chain, s.position, s.scope, s.epoch, s.note
            ), texts as (
              delete from audit_text t using gone g where t.chain = g.chain and t.position = g.position
            ), checkpoints as (
              delete from audit_checkpoint k using (select distinct chain from gone) g, audit_chain c
              where k.chain = g.chain and c.id = k.chain and k.position < c.dropped
            ), changes as (
              update audit a set dropped = true, reason = null, before = '[]', after = '[]'
              from (select distinct scope, epoch from gone where note is null) g
              where a.scope = g.scope and a.epoch = g.epoch and not a.dropped
                and not still_sealed(a.scope, a.epoch)
            ), notes as (
              delete from audit_note n using (select distinct note from gone) g
              where n.id = g.note
                and not exists (
                  select from audit_seal s join audit_chain c on c.id = s.chain
                  where s.note = n.id and s.position > c.dropped)
            )
            select count(*)::int from gone
            """)
        .bind("max", max)
        .mapTo(Integer.class)
        .one();
  }
}
