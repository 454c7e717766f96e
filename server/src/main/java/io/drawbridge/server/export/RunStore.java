package io.drawbridge.server.export;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of {@code workspace_export}: one export of a workspace at a time, and so many a day. */
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
      WorkspaceId workspace,
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
                  insert into workspace_export as e (workspace, id, account, whole)
                  values (:workspace, :run, :reader, :whole)
                  on conflict (workspace) do update
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
                    select from workspace_export e
                    where e.workspace = :workspace and e.ended_at is null
                      and e.moved_at >= clock_timestamp() - :alive * interval '1 millisecond')
                  then 'BUSY'
                  else 'TOO_MANY' end
                """)
            .bind("workspace", workspace.value())
            .bind("run", run)
            .bind("reader", reader.value())
            .bind("whole", whole)
            .bind("alive", alive.toMillis())
            .bind("max", perDayMax)
            .mapTo(String.class)
            .one());
  }

  /** Goes on with one; whether it holds all, or empty if it is not the one under way. */
  Optional<Boolean> goOn(Handle handle, WorkspaceId workspace, AccountId reader, long run) {
    return handle
        .createQuery(
            """
            update workspace_export set moved_at = clock_timestamp()
            where workspace = :workspace and id = :run and account = :reader
            returning whole
            """)
        .bind("workspace", workspace.value())
        .bind("run", run)
        .bind("reader", reader.value())
        .mapTo(Boolean.class)
        .findOne();
  }

  void end(Handle handle, WorkspaceId workspace, long run) {
    handle.execute(
        "update workspace_export set ended_at = clock_timestamp() where workspace = ? and id = ?",
        workspace.value(),
        run);
  }

  /**
   * Tells everybody in conversations that the reader does not reach that these are exported.
   *
   * @return how many notices that are
   */
  int tell(Handle handle, WorkspaceId workspace, AccountId reader) {
    return handle
        .createUpdate(
            """
            insert into notice (account, conversation, pos, message, domain, reason, author)
            select distinct p.person, p.conversation,
              (extract(epoch from clock_timestamp()) * 1000000)::bigint, null::bigint, c.domain,
              'exported', :reader
            from conversation c
            join lasting_path p on p.conversation = c.id
            join account a on a.id = p.person and a.kind = 'person' and a.ended_at is null
            where c.domain = :workspace and p.person <> :reader and not reaches(:reader, c.id)
            on conflict do nothing
            """)
        .bind("workspace", workspace.value())
        .bind("reader", reader.value())
        .execute();
  }
}
