package io.drawbridge.server.delivery;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.DomainId;
import io.drawbridge.server.delivery.AppendStore.Moment;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The membership log and the account log. */
final class ChangeStore {
  /**
   * Waits for the scope's lock; a statement of its own, so that the next one sees what it protects.
   */
  void lock(Handle handle, long scope) {
    handle
        .createQuery("select true from (select pg_advisory_xact_lock(:scope)) as held")
        .bind("scope", scope)
        .mapTo(Boolean.class)
        .one();
  }

  /** Where the domain stands; a domain that is made by its first change stands at the start. */
  Moment moment(Handle handle, DomainId domain) {
    return handle
        .createQuery(
            """
            select coalesce(d.epoch, 0) as epoch, coalesce(d.mark, 0) as mark,
                   (extract(epoch from clock_timestamp()) * 1000000)::bigint as clock
            from (select) one left join domain d on d.id = :domain
            """)
        .bind("domain", domain.value())
        .map((rows, context) ->
            new Moment(rows.getLong("epoch"), rows.getLong("mark"), rows.getLong("clock")))
        .one();
  }

  /** Writes one change into the domain's log; returns how many links it touched. */
  int log(Handle handle, DomainId domain, Entry entry) {
    return handle
        .createQuery(
            """
            with moved as (
              insert into domain (id, epoch, mark) values (:scope, :epoch, :mark)
              on conflict (id) do update set epoch = excluded.epoch, mark = excluded.mark
            ), fenced as (
              insert into fence (scope, epoch) select :scope, :epoch where :narrowing
            ), logged as (
              insert into change (scope, epoch, mark, kind, actor, narrowing)
              values (:scope, :epoch, :mark, :kind, :actor, :narrowing)
            )
            select (select count(*) from link where domain = :scope and from_epoch = :epoch)
                 + (select count(*) from link where domain = :scope and to_epoch = :epoch)
            """)
        .bind("scope", domain.value())
        .bind("epoch", entry.epoch())
        .bind("mark", entry.mark())
        .bind("kind", entry.kind())
        .bind("actor", entry.actor())
        .bind("narrowing", entry.narrowing())
        .mapTo(Integer.class)
        .one();
  }

  /** One row of a log. */
  record Entry(long epoch, long mark, String kind, long actor, boolean narrowing) {}

  /**
   * Appends an event of a change to a conversation of its domain; empty if there is no such one.
   */
  Optional<Placed> event(
      Handle handle,
      DomainId domain,
      ConversationId conversation,
      EventKind kind,
      AccountId author,
      @Nullable Long target,
      Moment moment) {
    return handle
        .createQuery(
            """
            with before as (
              select id, head, first_pos from conversation
              where id = :conversation and domain = :domain for update
            ), moved as (
              update conversation c
              set head = greatest(b.head + 1, b.first_pos + 1, :clock, :mark + 1)
              from before b where c.id = b.id
              returning c.head, b.head as prev
            )
            insert into event (conversation, pos, prev, epoch, kind, author, target, at)
            select :conversation, head, prev, :epoch, :kind, :author, :target,
                   timestamptz 'epoch' + :clock * interval '1 microsecond'
            from moved
            returning pos, prev
            """)
        .bind("conversation", conversation.value())
        .bind("domain", domain.value())
        .bind("kind", kind.stored())
        .bind("author", author.value())
        .bind("target", target)
        .bind("epoch", moment.epoch())
        .bind("mark", moment.mark())
        .bind("clock", moment.clockMicros())
        .map((rows, context) -> new Placed(rows.getLong("pos"), rows.getLong("prev")))
        .findOne();
  }

  /** Where an event came to stand. */
  record Placed(long pos, long prev) {}

  /** Moves the account's log by one narrowing change; empty if there is no such account. */
  Optional<Long> logAccount(Handle handle, AccountId account, String kind, AccountId actor) {
    return handle
        .createQuery(
            """
            with moved as (
              update account set epoch = epoch + 1 where id = :scope returning epoch
            ), fenced as (
              insert into fence (scope, epoch) select :scope, epoch from moved
            ), logged as (
              insert into change (scope, epoch, mark, kind, actor, narrowing)
              select :scope, epoch, (extract(epoch from clock_timestamp()) * 1000000)::bigint,
                     :kind, :actor, true
              from moved
            )
            select epoch from moved
            """)
        .bind("scope", account.value())
        .bind("kind", kind)
        .bind("actor", actor.value())
        .mapTo(Long.class)
        .findOne();
  }

  /** How far the scope's log has come. */
  long logged(Handle handle, long scope) {
    return handle
        .createQuery("select coalesce(max(epoch), 0) from change where scope = :scope")
        .bind("scope", scope)
        .mapTo(Long.class)
        .one();
  }
}
