package io.drawbridge.server.export;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Rows of {@code export_run}: one export of a workspace, or of what is an account's own, at a time,
 * and so many a day.
 */
final class RunStore {
  /** The outcome of beginning an export. */
  enum Begun {
    BEGUN,
    /** Another one is under way. */
    BUSY,
    TOO_MANY
  }

  /** Begins one, unless another one went on within a while. */
  Begun begin(
      Handle handle,
      long scope,
      AccountId reader,
      long run,
      boolean whole,
      Duration alive,
      int perDayMax) {
    return Begun.valueOf(
        handle
            .createQuery(
                """
                with put as (
                  insert into export_run as e (scope, id, account, whole)
                  values (:scope, :run, :reader, :whole)
                  on conflict (scope) do update
                  set id = excluded.id, account = excluded.account, whole = excluded.whole,
                    begun_at = excluded.begun_at, moved_at = excluded.moved_at, ended_at = null,
                    day = excluded.day,
                    begun = case when e.day = excluded.day then e.begun + 1 else 1 end
                  where (e.ended_at is not null
                      or e.moved_at < clock_timestamp() - :alive * interval '1 millisecond')
                    and (e.day <> excluded.day or e.begun < :max)
                  returning e.id)
                select case when exists (select from put) then 'BEGUN'
                  when exists (
                    select from export_run e
                    where e.scope = :scope and e.ended_at is null
                      and e.moved_at >= clock_timestamp() - :alive * interval '1 millisecond')
                  then 'BUSY'
                  else 'TOO_MANY' end
                """)
            .bind("scope", scope)
            .bind("run", run)
            .bind("reader", reader.value())
            .bind("whole", whole)
            .bind("alive", alive.toMillis())
            .bind("max", perDayMax)
            .mapTo(String.class)
            .one());
  }

  /**
   * Goes on with one, unless it has ended, nobody went on with it within a while, or it was begun
   * too long ago. Its last part is given again for a moment.
   *
   * @return whether it holds all, or empty if there is none to go on with
   */
  Optional<Boolean> goOn(
      Handle handle, long scope, AccountId reader, long run, Duration alive, Duration longest) {
    return handle
        .createQuery(
            """
            update export_run set moved_at = clock_timestamp()
            where scope = :scope and id = :run and account = :reader
              and begun_at > clock_timestamp() - :longest * interval '1 millisecond'
              and moved_at > clock_timestamp() - :alive * interval '1 millisecond'
              and (ended_at is null or ended_at > clock_timestamp() - interval '1 minute')
            returning whole
            """)
        .bind("scope", scope)
        .bind("run", run)
        .bind("reader", reader.value())
        .bind("alive", alive.toMillis())
        .bind("longest", longest.toMillis())
        .mapTo(Boolean.class)
        .findOne();
  }

  /** Ends one, once: its last part given again does not put that off. */
  void end(Handle handle, long scope, long run) {
    handle.execute(
        """
        update export_run set ended_at = clock_timestamp()
        where scope = ? and id = ? and ended_at is null
        """,
        scope,
        run);
  }

  /**
   * Tells everybody in conversations of which the reader does not see all that these are exported,
   * once: in the one of theirs in which something happened last.
   *
   * @return how many notices that are
   */
  int tell(Handle handle, WorkspaceId workspace, AccountId reader) {
    return handle
        .createUpdate(
            """
            with unread as materialized (
              select c.id, c.domain, c.head from conversation c
              where c.domain = :workspace
                and not exists (select from deleted_conversation x where x.conversation = c.id)
                and (not reaches(:reader, c.id) or exists (
                  select from floor_of(:reader, c.id) f
                  cross join lateral (
                    select m.pos, m.epoch from message m
                    where m.conversation = c.id and m.pos > c.first_pos
                    order by m.pos limit 1) o
                  where o.pos <= f.pos or o.epoch < f.epoch)))
            insert into notice (account, conversation, pos, message, domain, reason, author)
            select distinct on (p.person) p.person, p.conversation,
              (extract(epoch from clock_timestamp()) * 1000000)::bigint, null::bigint, u.domain,
              'exported', :reader
            from unread u
            join lasting_path p on p.conversation = u.id
            join account a on a.id = p.person and a.kind = 'person' and a.ended_at is null
            where p.person <> :reader
            order by p.person, u.head desc, u.id
            on conflict do nothing
            """)
        .bind("workspace", workspace.value())
        .bind("reader", reader.value())
        .execute();
  }
}
