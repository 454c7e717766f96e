package io.drawbridge.server.push.plan;

import io.drawbridge.protocol.notify.QuietHours;
import io.drawbridge.server.db.SqlArray;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.notify.notice.Notice;
import io.drawbridge.server.notify.setting.QuietRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Pushes that are planned: rows of {@code push_plan}, which notices join. */
public final class PushPlanStore {
  /** Plans a push for each person and conversation, of those who have a device. */
  void plan(Handle handle, List<Notice> notices) {
    Columns columns = Columns.empty().number("accounts").number("conversations").text("dues");
    notices.forEach(it ->
        columns.add(
            it.account().value(),
            it.conversation().value(),
            it.heldUntil().orElse(it.at()).toString()));
    columns
        .bind(
            handle.createUpdate(
                """
                insert into push_plan as p (account, conversation, due_at)
                select u.account, u.conversation, min(u.due::timestamptz)
                from unnest(:accounts, :conversations, :dues) as u (account, conversation, due)
                where exists (select from push_device d where d.account = u.account)
                group by u.account, u.conversation order by u.account, u.conversation
                on conflict (account, conversation)
                do update set due_at = least(p.due_at, excluded.due_at)
                """))
        .execute();
  }

  /** Plans one again that must not leave before a time. */
  public void planAgain(Handle handle, long account, long conversation, Instant due) {
    handle
        .createUpdate(
            """
            insert into push_plan (account, conversation, due_at)
            values (:account, :conversation, :due::timestamptz)
            on conflict (account, conversation) do nothing
            """)
        .bind("account", account)
        .bind("conversation", conversation)
        .bind("due", due.toString())
        .execute();
  }

  /**
   * A push whose time has come.
   *
   * @param unread some notice of it was not read
   * @param active its person is there
   */
  record DueRow(
      long account,
      long conversation,
      Instant created,
      boolean unread,
      boolean active,
      QuietHours quiet) {}

  /**
   * Those that are due and nobody else decides about. They are taken first, so that no notice joins
   * any more, and read then, so that a notice that joined just before counts.
   */
  List<DueRow> due(Handle handle, int max) {
    List<DueRow> taken =
        handle
            .createQuery(
                """
                select account, conversation, created_at from push_plan
                where due_at <= now()
                order by due_at limit :max for update skip locked
                """)
            .bind("max", max)
            .map(row ->
                new DueRow(
                    row.getColumn("account", Long.class),
                    row.getColumn("conversation", Long.class),
                    row.getColumn("created_at", Instant.class),
                    false,
                    false,
                    QuietHours.NONE))
            .list();
    return taken.isEmpty() ? taken : read(handle, taken);
  }

  private static List<DueRow> read(Handle handle, List<DueRow> taken) {
    Columns columns = Columns.empty().number("accounts").number("conversations");
    taken.forEach(it -> columns.add(it.account(), it.conversation()));
    return columns
        .bind(
            handle.createQuery(
                """
                select p.account, p.conversation, p.created_at, q.until, q.zone, q.week,
                       active_now(p.account) as active,
                       exists (
                         select from notice n
                         left join marker k on k.account = n.account and k.conversation = n.conversation
                         where n.account = p.account and n.conversation = p.conversation
                           and n.pos > coalesce(k.read_pos, 0)) as unread
                from unnest(:accounts, :conversations) as u (account, conversation)
                join push_plan p on p.account = u.account and p.conversation = u.conversation
                left join notice_quiet q on q.account = p.account
                """))
        .map(row ->
            new DueRow(
                row.getColumn("account", Long.class),
                row.getColumn("conversation", Long.class),
                row.getColumn("created_at", Instant.class),
                row.getColumn("unread", Boolean.class),
                row.getColumn("active", Boolean.class),
                QuietRow.of(row)))
        .list();
  }

  void putOff(Handle handle, DueRow row, Instant until) {
    handle
        .createUpdate(
            """
            update push_plan set due_at = :until::timestamptz
            where account = :account and conversation = :conversation
            """)
        .bind("until", until.toString())
        .bind("account", row.account())
        .bind("conversation", row.conversation())
        .execute();
  }

  void forget(Handle handle, DueRow row) {
    handle
        .createUpdate(
            "delete from push_plan where account = :account and conversation = :conversation")
        .bind("account", row.account())
        .bind("conversation", row.conversation())
        .execute();
  }

  /**
   * The devices to which a push of these leaves now, but for those for which one waits that will
   * tell of it too; all of them are noted as showing something of the conversation from now on.
   */
  List<Told> tell(Handle handle, List<DueRow> rows) {
    Columns columns = Columns.empty().number("accounts").number("conversations");
    rows.forEach(it -> columns.add(it.account(), it.conversation()));
    return columns
        .bind(
            handle.createQuery(
                """
                with told as (
                  insert into push_told as t (device, conversation, account)
                  select d.id, u.conversation, u.account
                  from unnest(:accounts, :conversations) as u (account, conversation)
                  join push_device d on d.account = u.account
                  where push_lives(d.account, d.session) and reaches(u.account, u.conversation)
                  order by d.id, u.conversation
                  on conflict (device, conversation)
                  do update set told_at = clock_timestamp(), account = excluded.account
                  returning t.account, t.device, t.conversation)
                select t.account, t.device, t.conversation, d.rests_until
                from told t join push_device d on d.id = t.device
                where not exists (
                  select from outbox o
                  where o.subject = t.account and o.token = t.device::text and o.exit = :exit
                    and o.kind = :kind and o.state = 'waiting'
                    and o.recipient = t.conversation::text)
                """))
        .bind("exit", PushRows.EXIT)
        .bind("kind", PushRows.NOTICE)
        .map(PushPlanStore::told)
        .list();
  }

  /**
   * A device, and a conversation of which it may show something.
   *
   * @param restsUntil when it is called again, if calls of it failed
   */
  record Told(long account, long device, long conversation, Optional<Instant> restsUntil) {}

  private static Told told(RowView row) {
    return new Told(
        row.getColumn("account", Long.class),
        row.getColumn("device", Long.class),
        row.getColumn("conversation", Long.class),
        Optional.ofNullable(row.getColumn("rests_until", Instant.class)));
  }

  /**
   * Takes what these people's devices may show of conversations that they lost, and all that those
   * may show that ended with their session.
   */
  List<Told> lost(Handle handle, List<Long> people) {
    return handle
        .createQuery(
            """
            delete from push_told t
            using push_device d
            where t.account = any(:people) and d.id = t.device
              and (not push_lives(d.account, d.session) or not reaches(t.account, t.conversation))
            returning t.account, t.device, t.conversation, d.rests_until
            """)
        .bind("people", new SqlArray("bigint", people))
        .map(PushPlanStore::told)
        .list();
  }

  /** People of whom it was not looked for so long whether they still have what they were told. */
  List<Long> unchecked(Handle handle, long seconds, int max) {
    return handle
        .createQuery(
            """
            with turn as (
              select t.device, t.conversation from push_told t
              where t.checked_at < now() - make_interval(secs => :seconds)
              order by t.checked_at limit :max for update skip locked)
            update push_told t set checked_at = clock_timestamp() from turn u
            where t.device = u.device and t.conversation = u.conversation
            returning t.account
            """)
        .bind("seconds", seconds)
        .bind("max", max)
        .mapTo(Long.class)
        .list();
  }

  /** Forgets a bounded number of what was told so long ago; returns how many went. */
  int forgetTold(Handle handle, long seconds, int max) {
    return handle
        .createUpdate(
            """
            delete from push_told where ctid in (
              select ctid from push_told
              where told_at < now() - make_interval(secs => :seconds) limit :max)
            """)
        .bind("seconds", seconds)
        .bind("max", max)
        .execute();
  }
}
