package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.db.TimedOut;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.delivery.log.Earlier;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.delivery.log.Moment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The membership log and the account log. */
final class ChangeStore {
  /**
   * Waits for the scope's lock; a statement of its own, so that the next one sees what it protects.
   *
   * @throws io.drawbridge.server.failure.Failure {@code busy} if it is not free in time
   */
  void lock(Handle handle, long scope) {
    TimedOut.orBusy(
        scope,
        "others are changing this",
        () ->
            handle
                .createQuery("select true from (select pg_advisory_xact_lock(:scope)) as held")
                .bind("scope", scope)
                .mapTo(Boolean.class)
                .one());
  }

  /**
   * Reads where the domain stands, and how earlier attempts with these keys were answered, by the
   * index of the key. A domain that is made by its first change stands at the start.
   */
  Ground ground(Handle handle, DomainId domain, List<RequestKey> keys) {
    Map<Integer, Earlier> earlier = new HashMap<>();
    Moment moment =
        Earlier.keys(keys)
            .bind(
                handle.createQuery(
                    """
                    select coalesce(d.epoch, 0) as epoch, coalesce(d.mark, 0) as mark,
                           (extract(epoch from clock_timestamp()) * 1000000)::bigint as clock,
                           r.n, r.result, encode(r.body_hash, 'hex') as hash
                    from (select) one left join domain d on d.id = :domain
                    left join (
                      select k.n, r.result, r.body_hash
                      from unnest(:accounts, :clients) with ordinality as k (account, client, n)
                      join request r on r.account = k.account and r.client_id = k.client) r on true
                    """))
            .bind("domain", domain.value())
            .map((rows, context) -> {
              int number = rows.getInt("n");
              if (!rows.wasNull()) {
                earlier.put(
                    number - 1, new Earlier(rows.getString("result"), rows.getString("hash")));
              }
              return new Moment(rows.getLong("epoch"), rows.getLong("mark"), rows.getLong("clock"));
            })
            .list()
            .getFirst();
    return new Ground(moment, earlier);
  }

  /** The facts read at the start of a transaction, under the lock. */
  record Ground(Moment moment, Map<Integer, Earlier> earlier) {}

  /**
   * Writes the changes of a transaction into the domain's log, with one fence at the last of those
   * that take something away, and remembers what they are answered.
   */
  void log(Handle handle, DomainId domain, List<Entry> entries, Optional<Long> fence) {
    Columns changes =
        Columns.empty()
            .number("epochs")
            .number("marks")
            .text("kinds")
            .number("actors")
            .text("cuts");
    Columns requests =
        Columns.empty().number("accounts").text("clients").text("hashes").text("results");
    for (Entry entry : entries) {
      changes.add(
          entry.epoch(),
          entry.mark(),
          entry.kind(),
          entry.actor(),
          Boolean.toString(entry.narrowing()));
      entry
          .answered()
          .ifPresent(answered ->
              requests.add(
                  answered.key().account().value(),
                  answered.key().clientId(),
                  answered.key().bodyHex(),
                  answered.result()));
    }
    requests
        .bind(
            changes.bind(
                handle.createUpdate(
                    """
                    with moved as (
                      insert into domain (id, epoch, mark) values (:scope, :epoch, :mark)
                      on conflict (id) do update set epoch = excluded.epoch, mark = excluded.mark
                    ), fenced as (
                      insert into fence (scope, epoch)
                      select :scope, f from unnest(:fences) as f
                    ), logged as (
                      insert into change (scope, epoch, mark, kind, actor, narrowing)
                      select :scope, c.epoch, c.mark, c.kind, c.actor, c.cuts::boolean
                      from unnest(:epochs, :marks, :kinds, :actors, :cuts)
                        as c (epoch, mark, kind, actor, cuts)
                    )
                    insert into request (account, client_id, body_hash, result)
                    select r.account, r.client, decode(r.hash, 'hex'), r.result
                    from unnest(:accounts, :clients, :hashes, :results)
                      as r (account, client, hash, result)
                    """)))
        .bind("scope", domain.value())
        .bind("epoch", entries.getLast().epoch())
        .bind("mark", entries.getLast().mark())
        .bindArray("fences", Long.class, fence.stream().toArray())
        .execute();
  }

  /** One row of a log, and what its command is answered when it comes again. */
  record Entry(
      long epoch,
      long mark,
      String kind,
      long actor,
      boolean narrowing,
      Optional<Answered> answered) {}

  record Answered(RequestKey key, String result) {}

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

  /** The position of an event, and that of the one before it. */
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

  /** The epoch that the scope's log has reached. */
  long logged(Handle handle, long scope) {
    return handle
        .createQuery("select coalesce(max(epoch), 0) from change where scope = :scope")
        .bind("scope", scope)
        .mapTo(Long.class)
        .one();
  }
}
