package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.db.TimedOut;
import io.drawbridge.server.delivery.append.MessageTombstones;
import io.drawbridge.server.delivery.audit.AuditRecord;
import io.drawbridge.server.delivery.audit.AuditRowsStore;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.delivery.log.Earlier;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.delivery.log.LaneStore;
import io.drawbridge.server.delivery.log.LogEntry;
import io.drawbridge.server.delivery.log.Moment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** The membership log and the account log. */
public final class ChangeStore {
  private final LaneStore lanes;

  /** {@code lanes}: in which changes are written down for other nodes. */
  ChangeStore(LaneStore lanes) {
    this.lanes = lanes;
  }

  private static final String BUSY = "others are changing this";

  private static final String DOMAIN_MOVED =
      """
      insert into domain (id, epoch, mark) values (:scope, :epoch, :mark)
      on conflict (id) do update set epoch = excluded.epoch, mark = excluded.mark
      """;

  private static final String ACCOUNT_MOVED = "update account set epoch = :epoch where id = :scope";

  /**
   * Waits for the scope's lock; a statement of its own, so that the next one sees what it protects.
   *
   * @throws io.drawbridge.server.failure.Failure {@code busy} if it is not free in time
   */
  void lock(Handle handle, long scope) {
    TimedOut.orBusy(
        scope,
        BUSY,
        () ->
            handle
                .createQuery("select true from (select pg_advisory_xact_lock(:scope)) as held")
                .bind("scope", scope)
                .mapTo(Boolean.class)
                .one());
  }

  /**
   * Waits for the scope's lock, and reads where its log stands and what earlier attempts with these
   * keys were answered, by the index of the key. A domain that is made by its first change stands
   * at the start.
   *
   * @throws io.drawbridge.server.failure.Failure {@code busy} if it is not free in time
   */
  Ground lockAndRead(Handle handle, long scope, List<RequestKey> keys) {
    return TimedOut.orBusy(scope, BUSY, () -> ground(handle, scope, keys));
  }

  private static Ground ground(Handle handle, long scope, List<RequestKey> keys) {
    Map<Integer, Earlier> earlier = new HashMap<>();
    return Earlier.keys(keys)
        .bind(
            handle.createQuery(
                """
                select known, epoch, mark, clock, n, result, hash
                from change_ground(:scope, :accounts, :clients)
                """))
        .bind("scope", scope)
        .map((rows, context) -> {
          int number = rows.getInt("n");
          if (!rows.wasNull()) {
            earlier.put(number - 1, new Earlier(rows.getString("result"), rows.getString("hash")));
          }
          Moment moment =
              new Moment(rows.getLong("epoch"), rows.getLong("mark"), rows.getLong("clock"));
          return new Ground(rows.getBoolean("known"), moment, earlier);
        })
        .list()
        .getFirst();
  }

  /** The facts read at the start of a transaction, under the lock; {@code known} if there is it. */
  record Ground(boolean known, Moment moment, Map<Integer, Earlier> earlier) {}

  /**
   * Writes the changes of a transaction into the domain's log, with one fence at the last of those
   * that take something away, their records for the audit, and what they are answered.
   */
  void log(
      Handle handle,
      DomainId domain,
      List<Entry> entries,
      Optional<Long> fence,
      boolean policies,
      LaneStore.Places places) {
    Update statement =
        log(handle, DOMAIN_MOVED, domain.value(), entries, fence)
            .bind("mark", entries.getLast().mark());
    long from = entries.getFirst().epoch() - 1;
    lanes
        .bind(
            statement,
            new LaneStore.Moved(domain.value(), false, from, fence.isPresent(), policies),
            places)
        .execute();
  }

  /** The same for a change of an account, which has a fence of its own. */
  void log(Handle handle, AccountId account, Entry entry) {
    Update statement =
        log(handle, ACCOUNT_MOVED, account.value(), List.of(entry), Optional.of(entry.epoch()));
    lanes
        .bind(
            statement,
            new LaneStore.Moved(account.value(), true, entry.epoch() - 1, true, false),
            new LaneStore.Places())
        .execute();
  }

  private Update log(
      Handle handle, String moved, long scope, List<Entry> entries, Optional<Long> fence) {
    Columns changes = Columns.empty().number("epochs").number("marks").text("cuts");
    Columns requests =
        Columns.empty().number("accounts").text("clients").text("hashes").text("results");
    AuditRowsStore records = new AuditRowsStore();
    for (Entry entry : entries) {
      changes.add(entry.epoch(), entry.mark(), Boolean.toString(entry.narrowing()));
      records.add(entry.epoch(), entry.record());
      entry
          .answered()
          .ifPresent(answered ->
              requests.add(
                  answered.key().account().value(),
                  answered.key().clientId(),
                  answered.key().bodyHex(),
                  answered.result()));
    }
    Update statement =
        handle.createUpdate(
            """
            with moved as (
              %s
            ), fenced as (
              insert into fence (scope, epoch)
              select :scope, f from unnest(:fences) as f
            ), logged as (
              insert into change (scope, epoch, mark, narrowing)
              select :scope, c.epoch, c.mark, c.cuts::boolean
              from unnest(:epochs, :marks, :cuts) as c (epoch, mark, cuts)
            ), audited as (
              %s
            )%s
            insert into request (account, client_id, body_hash, result)
            select r.account, r.client, decode(r.hash, 'hex'), r.result
            from unnest(:accounts, :clients, :hashes, :results) as r (account, client, hash, result)
            """
                .formatted(moved, AuditRowsStore.INSERT, lanes.change()));
    return records
        .bind(requests.bind(changes.bind(statement)))
        .bind("scope", scope)
        .bind("epoch", entries.getLast().epoch())
        .bindArray("fences", Long.class, fence.stream().toArray());
  }

  /** One row of a log, its record, and what its command is answered when it comes again. */
  record Entry(
      long epoch, long mark, boolean narrowing, AuditRecord record, Optional<Answered> answered) {}

  record Answered(RequestKey key, String result) {}

  /**
   * An event that is to be appended.
   *
   * @param target the person or the message that it is about
   * @param message that message
   */
  record Told(
      ConversationId conversation, Optional<Long> target, Optional<LogEntry.Target> message) {
    Told(ConversationId conversation, Optional<Long> target) {
      this(conversation, target, Optional.empty());
    }

    static Told of(MessageTombstones.At deleted) {
      LogEntry.Target message =
          new LogEntry.Target(deleted.pos(), deleted.epoch(), deleted.author());
      return new Told(deleted.conversation(), Optional.of(message.pos()), Optional.of(message));
    }
  }

  /**
   * Appends events of a change to conversations of its domain, by one statement; those of one
   * conversation in their order.
   *
   * @return where each stands; one for each event, or fewer if a conversation is not of the domain
   */
  List<Placed> events(
      Handle handle,
      DomainId domain,
      EventKind kind,
      AccountId author,
      List<Told> told,
      Moment moment) {
    return handle
        .createQuery(
            """
            with told as (
              select t.n, t.conversation, t.target,
                row_number() over (partition by t.conversation order by t.n) as k,
                count(*) over (partition by t.conversation) as many
              from unnest(:conversations, :targets) with ordinality as t (conversation, target, n)
            ), before as (
              select id, head, greatest(head + 1, first_pos + 1, :clock, :mark + 1) as first
              from conversation
              where id = any(:conversations) and domain = :domain
              order by id for update
            ), placed as (
              select t.n, t.conversation, t.target, t.many, b.first + t.k - 1 as pos,
                case when t.k = 1 then b.head else b.first + t.k - 2 end as prev
              from told t join before b on b.id = t.conversation
            ), moved as (
              update conversation c set head = p.pos
              from placed p join told t on t.n = p.n
              where c.id = p.conversation and t.k = t.many
            ), written as (
              insert into event (conversation, pos, prev, epoch, kind, author, target, at)
              select conversation, pos, prev, :epoch, :kind, :author, target,
                     timestamptz 'epoch' + :clock * interval '1 microsecond'
              from placed
            )
            select pos, prev from placed order by n
            """)
        .bindArray(
            "conversations",
            Long.class,
            told.stream().map(it -> it.conversation().value()).toList())
        .bind("targets", told.stream().map(it -> it.target().orElse(null)).toArray(Long[]::new))
        .bind("domain", domain.value())
        .bind("kind", kind.stored())
        .bind("author", author.value())
        .bind("epoch", moment.epoch())
        .bind("mark", moment.mark())
        .bind("clock", moment.clockMicros())
        .map((rows, context) -> new Placed(rows.getLong("pos"), rows.getLong("prev")))
        .list();
  }

  /** The position of an event, and that of the one before it. */
  record Placed(long pos, long prev) {}

  /**
   * Returns whether an attempt of this node made an epoch of the scope, under whose lock it is
   * asked.
   */
  boolean made(Handle handle, long scope, long epoch) {
    return lanes.isAlone() ? logged(handle, scope) >= epoch : lanes.made(handle, scope, epoch);
  }

  /** The epoch that the scope's log has reached. */
  private static long logged(Handle handle, long scope) {
    return handle
        .createQuery("select coalesce(max(epoch), 0) from change where scope = :scope")
        .bind("scope", scope)
        .mapTo(Long.class)
        .one();
  }
}
