package io.drawbridge.server.notify.mail;

import io.drawbridge.protocol.notify.NoticeMail;
import io.drawbridge.protocol.notify.QuietHours;
import io.drawbridge.server.db.SqlArray;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.mail.MailReaders;
import io.drawbridge.server.notify.notice.Notice;
import io.drawbridge.server.notify.setting.QuietRow;
import io.drawbridge.server.notify.setting.Stored;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Mails that are planned: rows of {@code notice_mail}, which notices join. */
final class NoticeMailStore {
  /** The conversation of a mail about all of them. */
  static final long ALL = 0;

  /** A person and a conversation. */
  record Of(long account, long conversation) implements Comparable<Of> {
    private static final Comparator<Of> ORDER =
        Comparator.comparingLong(Of::account).thenComparingLong(Of::conversation);

    static Of of(Notice notice) {
      return new Of(notice.account().value(), notice.conversation().value());
    }

    @Override
    public int compareTo(Of other) {
      return ORDER.compare(this, other);
    }
  }

  /** A mail that notices join, which there is at most once while it waits. */
  record Place(long account, long conversation, NoticeMail kind) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingLong(Place::account)
            .thenComparingLong(Place::conversation)
            .thenComparing(Place::kind);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** What somebody wants to be mailed about one conversation. */
  record Wish(Of of, NoticeMail mail, ZoneId zone, QuietHours quiet) {}

  /** The wishes of those who have an address that is known to be theirs. */
  List<Wish> wishes(Handle handle, List<Notice> notices) {
    Columns columns = Columns.empty().number("accounts").number("conversations");
    notices.stream()
        .map(Of::of)
        .distinct()
        .forEach(it -> columns.add(it.account(), it.conversation()));
    return columns
        .bind(
            handle.createQuery(
                """
                select u.account, u.conversation, coalesce(s.mail, g.mail, 'immediate') as mail,
                       a.time_zone, q.until, q.zone, q.week
                from unnest(:accounts, :conversations) as u (account, conversation)
                join account a on a.id = u.account and a.email is not null
                  and a.email_verified_at is not null and a.ended_at is null
                left join notice_setting s
                  on s.account = u.account and s.conversation = u.conversation
                left join notice_setting g on g.account = u.account and g.conversation = 0
                left join notice_quiet q on q.account = u.account
                """))
        .map(NoticeMailStore::wish)
        .list();
  }

  private static Wish wish(RowView row) {
    QuietHours quiet = QuietRow.of(row);
    ZoneId zone =
        quiet
            .timeZone()
            .or(() -> Optional.ofNullable(row.getColumn("time_zone", String.class)))
            .flatMap(MailReaders::known)
            .orElse(ZoneOffset.UTC);
    return new Wish(
        new Of(row.getColumn("account", Long.class), row.getColumn("conversation", Long.class)),
        Stored.of(row, "mail", NoticeMail.class),
        zone,
        quiet);
  }

  /** Finds the mails that wait, or plans them; each stays as it is until the transaction ends. */
  Map<Place, Long> join(Handle handle, Map<Place, Instant> due, LongSupplier ids) {
    Columns columns =
        Columns.empty()
            .number("ids")
            .number("accounts")
            .number("conversations")
            .text("kinds")
            .text("dues");
    due.forEach((place, at) ->
        columns.add(
            ids.getAsLong(),
            place.account(),
            place.conversation(),
            place.kind().wire(),
            at.toString()));
    Map<Place, Long> mails = new HashMap<>();
    columns
        .bind(
            handle.createQuery(
                """
                insert into notice_mail as w (id, account, conversation, kind, due_at)
                select u.id, u.account, u.conversation, u.kind, u.due::timestamptz
                from unnest(:ids, :accounts, :conversations, :kinds, :dues)
                  as u (id, account, conversation, kind, due)
                order by u.account, u.conversation, u.kind
                on conflict (account, conversation, kind) where not handed
                do update set due_at = least(w.due_at, excluded.due_at)
                returning w.id, w.account, w.conversation, w.kind
                """))
        .map(row ->
            mails.put(
                new Place(
                    row.getColumn("account", Long.class),
                    row.getColumn("conversation", Long.class),
                    Stored.of(row, "kind", NoticeMail.class)),
                row.getColumn("id", Long.class)))
        .list();
    return mails;
  }

  /** A notice and the mail that tells of it. */
  record Line(Notice notice, long mail) {}

  void tell(Handle handle, List<Line> lines) {
    Columns columns =
        Columns.empty()
            .number("accounts")
            .number("conversations")
            .number("positions")
            .number("mails");
    lines.forEach(it ->
        columns.add(
            it.notice().account().value(),
            it.notice().conversation().value(),
            it.notice().pos(),
            it.mail()));
    columns
        .bind(
            handle.createUpdate(
                """
                update notice n set mail = u.mail
                from unnest(:accounts, :conversations, :positions, :mails)
                  as u (account, conversation, pos, mail)
                where n.account = u.account and n.conversation = u.conversation and n.pos = u.pos
                """))
        .execute();
  }

  /**
   * A mail whose time has come.
   *
   * @param email where it goes; empty if the person has no address any more
   * @param unread something of what it tells is not read yet
   * @param active the person is there at this moment
   * @param quiet the hours in which nothing is mailed, as they are now
   */
  record DueRow(
      long id,
      NoticeMail kind,
      Instant created,
      Optional<String> email,
      boolean unread,
      boolean active,
      QuietHours quiet) {}

  /**
   * Takes some that are due, which no other node takes meanwhile, and which no notice joins any
   * more: what they tell is read only then, so that a notice that joined just before counts.
   */
  List<DueRow> due(Handle handle, int max) {
    List<Long> taken =
        handle
            .createQuery(
                """
                select id from notice_mail where not handed and due_at <= now()
                order by due_at limit :max for update skip locked
                """)
            .bind("max", max)
            .mapTo(Long.class)
            .list();
    return taken.isEmpty() ? List.of() : rows(handle, taken);
  }

  private static List<DueRow> rows(Handle handle, List<Long> mails) {
    List<DueRow> rows = new ArrayList<>();
    handle
        .createQuery(
            """
            select d.id, d.kind, d.created_at, a.email, q.until, q.zone, q.week,
                   exists (
                     select from notice n
                     left join marker k on k.account = n.account and k.conversation = n.conversation
                     where n.mail = d.id and n.pos > coalesce(k.read_pos, 0)) as unread,
                   active_now(d.account) as active
            from notice_mail d
            left join account a on a.id = d.account and a.email_verified_at is not null
              and a.ended_at is null
            left join notice_quiet q on q.account = d.account
            where d.id = any(:mails)
            """)
        .bind("mails", new SqlArray("bigint", mails))
        .map(row ->
            rows.add(
                new DueRow(
                    row.getColumn("id", Long.class),
                    Stored.of(row, "kind", NoticeMail.class),
                    row.getColumn("created_at", Instant.class),
                    Optional.ofNullable(row.getColumn("email", String.class)),
                    row.getColumn("unread", Boolean.class),
                    row.getColumn("active", Boolean.class),
                    QuietRow.of(row))))
        .list();
    return rows;
  }

  void forget(Handle handle, long mail) {
    handle.createUpdate("delete from notice_mail where id = :id").bind("id", mail).execute();
  }

  void putOff(Handle handle, long mail, Instant until) {
    handle
        .createUpdate("update notice_mail set due_at = :until::timestamptz where id = :id")
        .bind("until", until.toString())
        .bind("id", mail)
        .execute();
  }

  void handed(Handle handle, long mail) {
    handle
        .createUpdate("update notice_mail set handed = true where id = :id")
        .bind("id", mail)
        .execute();
  }

  /** Forgets a bounded number of those that were handed over so long ago. */
  int forgetHanded(Handle handle, Duration age, int max) {
    return handle
        .createUpdate(
            """
            delete from notice_mail where id in (
              select id from notice_mail
              where handed and created_at < now() - make_interval(secs => :age)
              limit :max)
            """)
        .bind("age", age.toSeconds())
        .bind("max", max)
        .execute();
  }
}
