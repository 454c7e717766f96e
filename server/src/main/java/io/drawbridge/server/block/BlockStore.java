package io.drawbridge.server.block;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.Blocked;
import io.drawbridge.server.access.link.AccountTurnStore;
import io.drawbridge.server.db.SqlArray;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Rows of {@code block}. */
final class BlockStore {
  /**
   * Adds one, unless there are so many; true if it is among them now.
   *
   * <p>Whether the other one exists is not asked: that would tell.
   */
  boolean add(Handle handle, AccountId person, AccountId other, int max) {
    // The person's requests take turns, so that the count holds.
    boolean _ = AccountTurnStore.take(handle, person);
    return handle
        .createQuery(
            """
            with put as (
              insert into block (account, blocked)
              select :person, :other
              where (select count(*) from block b where b.account = :person) < :max
              on conflict do nothing
              returning blocked),
            cleared as (
              delete from notice
              where account = :person and author = :other and reason <> 'exported')
            select exists (select from put) or blocks(:person, :other)
            """)
        .bind("person", person.value())
        .bind("other", other.value())
        .bind("max", max)
        .mapTo(Boolean.class)
        .one();
  }

  /** Takes one away; true if it was there. */
  boolean remove(Handle handle, AccountId person, AccountId other) {
    return handle.execute(
            "delete from block where account = ? and blocked = ?", person.value(), other.value())
        > 0;
  }

  /** The newest first. */
  List<Blocked> list(Handle handle, AccountId person) {
    return handle
        .createQuery(
            """
            select blocked, created_at from block where account = :person
            order by created_at desc, blocked
            """)
        .bind("person", person.value())
        .map(row ->
            new Blocked(
                new AccountId(row.getColumn("blocked", Long.class)),
                row.getColumn("created_at", Instant.class)))
        .list();
  }

  Set<AccountId> blockedBy(Handle handle, AccountId person) {
    return handle
        .createQuery("select blocked from block where account = :person")
        .bind("person", person.value())
        .mapTo(Long.class)
        .stream()
        .map(AccountId::new)
        .collect(Collectors.toSet());
  }

  static boolean any(Handle handle, Collection<AccountId> people, AccountId other) {
    return asked(
        handle,
        """
        select exists (
          select from block b where b.account = any(:people) and b.blocked = :other)
        """,
        people,
        other);
  }

  static boolean anyApart(Handle handle, Collection<AccountId> people, AccountId other) {
    return asked(
        handle,
        """
        select exists (
          select from block b
          where b.account = any(:people) and b.blocked = :other
            and not exists (
              select from held_own o
              join conversation c on c.id = o.conversation and c.kind = 'dm'
              where o.person = :other and reaches(b.account, c.id)))
        """,
        people,
        other);
  }

  private static boolean asked(
      Handle handle, String sql, Collection<AccountId> people, AccountId other) {
    return handle
        .createQuery(sql)
        .bind("people", new SqlArray("bigint", people.stream().map(AccountId::value).toList()))
        .bind("other", other.value())
        .mapTo(Boolean.class)
        .one();
  }
}
