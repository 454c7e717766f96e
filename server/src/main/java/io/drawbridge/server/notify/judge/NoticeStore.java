package io.drawbridge.server.notify.judge;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.db.SqlArray;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.notify.notice.Notice;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Writes notices, and takes away those that are too many or too old. */
final class NoticeStore {
  /**
   * Those of the notices whose person has an account, which nobody erases before the transaction
   * ends: an erasure waits for it, or was waited for.
   */
  List<Notice> ofLiving(Handle handle, List<Notice> notices) {
    if (notices.isEmpty()) {
      return notices;
    }
    List<Long> people =
        notices.stream().map(it -> it.account().value()).distinct().sorted().toList();
    Set<Long> living =
        handle
            .createQuery(
                """
                select id from account where id = any(:people) and ended_at is null
                order by id for key share
                """)
            .bind("people", new SqlArray("bigint", people))
            .mapTo(Long.class)
            .set();
    return notices.stream().filter(it -> living.contains(it.account().value())).toList();
  }

  /** Those of the notices whose person has not blocked their author. */
  List<Notice> unblocked(Handle handle, List<Notice> notices) {
    if (notices.isEmpty()) {
      return notices;
    }
    Columns pairs = Columns.empty().number("accounts").number("authors");
    notices.forEach(it -> pairs.add(it.account().value(), it.author().value()));
    Set<Pair> blocked =
        pairs
            .bind(
                handle.createQuery(
                    """
                    select distinct b.account, b.blocked
                    from unnest(:accounts, :authors) as u (account, author)
                    join block b on b.account = u.account and b.blocked = u.author
                    """))
            .map(row ->
                new Pair(
                    new AccountId(row.getColumn("account", Long.class)),
                    new AccountId(row.getColumn("blocked", Long.class))))
            .set();
    return notices.stream()
        .filter(it -> !blocked.contains(new Pair(it.account(), it.author())))
        .toList();
  }

  private record Pair(AccountId account, AccountId author) {}

  void insert(Handle handle, List<Notice> notices) {
    Columns columns =
        Columns.empty()
            .number("accounts")
            .number("conversations")
            .number("positions")
            .number("messages")
            .number("domains")
            .text("reasons")
            .number("authors")
            .text("times")
            .text("holds");
    for (Notice notice : notices) {
      columns.add(
          notice.account().value(),
          notice.conversation().value(),
          notice.pos(),
          notice.message().orElse(null),
          notice.domain().value(),
          notice.reason().wire(),
          notice.author().value(),
          notice.at().toString(),
          notice.heldUntil().map(Instant::toString).orElse(null));
    }
    columns
        .bind(
            handle.createUpdate(
                """
                insert into notice
                  (account, conversation, pos, message, domain, reason, author, created_at, held_until)
                select u.account, u.conversation, u.pos, u.message, u.domain, u.reason, u.author,
                  u.at::timestamptz, u.held::timestamptz
                from unnest(:accounts, :conversations, :positions, :messages, :domains, :reasons,
                            :authors, :times, :holds)
                  as u (account, conversation, pos, message, domain, reason, author, at, held)
                order by u.account, u.conversation, u.pos
                """))
        .execute();
  }

  /** Takes away a bounded number that are older than they are kept; returns how many went. */
  int forgetOld(Handle handle, int max) {
    return handle
        .createUpdate(
            """
            delete from notice where ctid in (
              select ctid from notice
              where created_at < clock_timestamp() - make_interval(secs => :kept) limit :max)
            """)
        .bind("kept", Limits.NOTICES_KEPT.toSeconds())
        .bind("max", max)
        .execute();
  }

  /**
   * Takes away what these people have beyond their share, those of the lowest positions first;
   * returns how many went.
   */
  int forgetMany(Handle handle, List<AccountId> people, int max) {
    return handle
        .createUpdate(
            """
            delete from notice where ctid in (
              select o.ctid from unnest(:people) as u (account)
              cross join lateral (
                select n.ctid from notice n where n.account = u.account
                order by n.pos desc, n.conversation desc offset :share) o
              limit :max)
            """)
        .bind("people", new SqlArray("bigint", people.stream().map(AccountId::value).toList()))
        .bind("share", Limits.NOTICES_PER_PERSON_MAX)
        .bind("max", max)
        .execute();
  }
}
