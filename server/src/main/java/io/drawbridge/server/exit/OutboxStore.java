package io.drawbridge.server.exit;

import io.drawbridge.server.db.SqlArray;
import io.drawbridge.server.exit.DeadLetters.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/**
 * Rows of {@code outbox}: waiting, leased by a node, or dead. A lease is good until its end, and as
 * long as its node lives; who has lost it changes the row no more.
 */
final class OutboxStore {
  private static final String GOOD_LEASE =
      """
      state = 'leased' and lease_ends > now()
        and exists (select from live_node n where n.id = lease_node)
      """;

  /**
   * Of a subject one row is sent at a time: so its rows leave in their order, and one that takes
   * long holds up no other.
   */
  private static final String FREE =
      """
      not exists (
        select from outbox l where l.exit = o.exit and l.state = 'leased' and l.subject = o.subject)
      """;

  private static final String COLUMNS = "id, exit, kind, recipient, subject, token, home, attempts";

  /** Adds rows with these ids, by one statement. */
  void insert(Handle handle, String exit, List<Long> ids, List<NewRow> rows) {
    handle
        .createUpdate(
            """
            insert into outbox (id, exit, kind, recipient, token, subject, home, due_at)
            select r.id, :exit, r.kind, r.recipient, r.token, r.subject, r.home,
              coalesce(r.due::timestamptz, clock_timestamp())
            from unnest(:ids, :kinds, :recipients, :tokens, :subjects, :homes, :dues)
              as r (id, kind, recipient, token, subject, home, due)
            """)
        .bind("exit", exit)
        .bind("ids", new SqlArray("bigint", ids))
        .bind("kinds", texts(rows, row -> Optional.of(row.kind())))
        .bind("recipients", texts(rows, row -> Optional.of(row.recipient())))
        .bind("tokens", texts(rows, row -> Optional.of(row.token())))
        .bind("subjects", column("bigint", rows, NewRow::subject))
        .bind("homes", column("bigint", rows, NewRow::home))
        .bind("dues", texts(rows, row -> row.leaves().map(Instant::toString)))
        .execute();
  }

  private static SqlArray texts(List<NewRow> rows, Function<NewRow, Optional<String>> part) {
    return column("text", rows, part);
  }

  private static <T> SqlArray column(
      String type, List<NewRow> rows, Function<NewRow, Optional<T>> part) {
    return new SqlArray(type, rows.stream().map(row -> part.apply(row).orElse(null)).toList());
  }

  /** Deletes what is about the subjects, but for what is leased: the row of that is waited for. */
  void cancel(Handle handle, String exit, String kind, Collection<Long> subjects) {
    handle
        .createUpdate(
            """
            delete from outbox
            where exit = :exit and kind = :kind and subject = any(:subjects) and state <> 'leased'
            """)
        .bind("exit", exit)
        .bind("kind", kind)
        .bindArray("subjects", Long.class, subjects)
        .execute();
  }

  /**
   * Leases one row: one whose lease is good no more, else the one that has been due longest. Those
   * that leave on nobody's word go first: a link to sign in does not wait for hundreds of
   * invitations. Leases of one exit take turns, so that each sees of which subjects the one before
   * took a row.
   */
  Optional<Due> lease(Handle handle, String exit, String node, Duration lease) {
    handle.execute(
        "select pg_advisory_xact_lock(hashtext('outbox'), hashtext(cast(? as text)))", exit);
    return handle
        .createQuery(
            """
            with orphan as (
              select id from outbox
              where exit = :exit and state = 'leased'
                and (lease_ends <= now() or not exists (select from live_node n where n.id = lease_node))
              limit 1 for update of outbox skip locked
            ), own as (
              select id from outbox o
              where exit = :exit and state = 'waiting' and home is null and due_at <= now() and %2$s
              order by due_at limit 1 for update skip locked
            ), due as (
              select id from outbox o
              where exit = :exit and state = 'waiting' and due_at <= now() and %2$s
              order by due_at limit 1 for update skip locked
            )
            update outbox set state = 'leased', attempts = attempts + 1, lease_node = :node,
                lease_ends = clock_timestamp() + make_interval(secs => :lease)
            where id = (select id from (
              select id from orphan union all select id from own union all select id from due) taken
              limit 1)
            returning %1$s
            """
                .formatted(COLUMNS, FREE))
        .bind("exit", exit)
        .bind("node", node)
        .bind("lease", seconds(lease))
        .map(OutboxStore::due)
        .findOne();
  }

  /** Forgets a row that was sent or is not wanted any more. */
  void delete(Handle handle, Due row, String node) {
    handle
        .createUpdate(
            """
            delete from outbox
            where id = :id and state = 'leased' and lease_node = :node and attempts = :attempts
            """)
        .bind("id", row.id())
        .bind("node", node)
        .bind("attempts", row.attempts())
        .execute();
  }

  /** Lets the row wait for another attempt, or for longer if it was put off while it was sent. */
  void putBack(Handle handle, Due row, String node, Duration wait, String why) {
    handle
        .createUpdate(
            """
            update outbox set state = 'waiting', lease_node = null, lease_ends = null, why = :why,
                due_at = greatest(due_at, clock_timestamp() + make_interval(secs => :wait))
            where id = :id and state = 'leased' and lease_node = :node and attempts = :attempts
            """)
        .bind("why", why)
        .bind("wait", seconds(wait))
        .bind("id", row.id())
        .bind("node", node)
        .bind("attempts", row.attempts())
        .execute();
  }

  /** Makes the row a dead letter. */
  void bury(Handle handle, Due row, String node, String why) {
    handle
        .createUpdate(
            """
            update outbox set state = 'dead', lease_node = null, lease_ends = null, why = :why,
                dead_at = clock_timestamp()
            where id = :id and state = 'leased' and lease_node = :node and attempts = :attempts
            """)
        .bind("why", why)
        .bind("id", row.id())
        .bind("node", node)
        .bind("attempts", row.attempts())
        .execute();
  }

  /** The time when the next row is due, by the database's clock. */
  Optional<Instant> nextDue(Handle handle, String exit) {
    return handle
        .createQuery(
            """
            select due_at from outbox o where exit = :exit and state = 'waiting' and %s
            order by due_at limit 1
            """
                .formatted(FREE))
        .bind("exit", exit)
        .map(row -> row.getColumn("due_at", Instant.class))
        .findOne();
  }

  /** The rows that any node is sending. */
  List<UnderWay> underWay(Handle handle) {
    return handle
        .createQuery("select %s from outbox where %s".formatted(COLUMNS, GOOD_LEASE))
        .map(row -> new UnderWay(due(row)))
        .list();
  }

  /** The rows about one subject that are being sent. */
  List<UnderWay> underWay(Handle handle, String exit, String kind, long subject) {
    return handle
        .createQuery(
            """
            select %s from outbox
            where exit = :exit and kind = :kind and subject = :subject and %s
            """
                .formatted(COLUMNS, GOOD_LEASE))
        .bind("exit", exit)
        .bind("kind", kind)
        .bind("subject", subject)
        .map(row -> new UnderWay(due(row)))
        .list();
  }

  /** Whether this very attempt goes on. */
  boolean isUnderWay(Handle handle, Due row) {
    return handle
        .createQuery(
            "select exists (select from outbox where id = :id and attempts = :attempts and %s)"
                .formatted(GOOD_LEASE))
        .bind("id", row.id())
        .bind("attempts", row.attempts())
        .mapTo(Boolean.class)
        .one();
  }

  /** The newest dead letters. */
  List<DeadLetter> dead(Handle handle, int max) {
    return handle
        .createQuery(
            """
            select id, exit, kind, regexp_replace(recipient, '^.*@', '') as place, attempts, dead_at,
                coalesce(why, '') as why
            from outbox where state = 'dead' order by dead_at desc, id limit :max
            """)
        .bind("max", max)
        .map(row ->
            new DeadLetter(
                row.getColumn("id", Long.class),
                row.getColumn("exit", String.class),
                row.getColumn("kind", String.class),
                row.getColumn("place", String.class),
                row.getColumn("attempts", Integer.class),
                row.getColumn("dead_at", Instant.class),
                row.getColumn("why", String.class)))
        .list();
  }

  /** Puts off what waits about a subject. */
  void postpone(Handle handle, String exit, String kind, long subject, Duration rest) {
    handle
        .createUpdate(
            """
            update outbox
            set due_at = greatest(due_at, clock_timestamp() + make_interval(secs => :rest))
            where state = 'waiting' and exit = :exit and kind = :kind and subject = :subject
            """)
        .bind("exit", exit)
        .bind("kind", kind)
        .bind("subject", subject)
        .bind("rest", seconds(rest))
        .execute();
  }

  /** Lets these dead letters wait again as if they were new; returns how many there were. */
  int revive(Handle handle, List<Long> ids) {
    return handle
        .createUpdate(
            """
            update outbox set state = 'waiting', attempts = 0, dead_at = null, due_at = clock_timestamp()
            where state = 'dead' and id = any(:ids)
            """)
        .bindArray("ids", Long.class, ids)
        .execute();
  }

  /** Does so with those about a subject. */
  int revive(Handle handle, String exit, String kind, long subject) {
    return handle
        .createUpdate(
            """
            update outbox set state = 'waiting', attempts = 0, dead_at = null, due_at = clock_timestamp()
            where state = 'dead' and exit = :exit and kind = :kind and subject = :subject
            """)
        .bind("exit", exit)
        .bind("kind", kind)
        .bind("subject", subject)
        .execute();
  }

  /** Counts the rows about a subject. */
  Outbox.Backlog backlog(Handle handle, String exit, String kind, long subject) {
    return handle
        .createQuery(
            """
            select count(*) filter (where state <> 'dead') as waiting,
                count(*) filter (where state = 'dead') as dead
            from outbox where exit = :exit and kind = :kind and subject = :subject
            """)
        .bind("exit", exit)
        .bind("kind", kind)
        .bind("subject", subject)
        .map(row ->
            new Outbox.Backlog(
                row.getColumn("waiting", Integer.class), row.getColumn("dead", Integer.class)))
        .one();
  }

  /** Does so with all. */
  int reviveAll(Handle handle) {
    return handle
        .createUpdate(
            """
            update outbox set state = 'waiting', attempts = 0, dead_at = null, due_at = clock_timestamp()
            where state = 'dead'
            """)
        .execute();
  }

  /** Forgets dead letters that are older, a bounded number; returns how many went. */
  int forgetDead(Handle handle, Duration age, int max) {
    return handle
        .createUpdate(
            """
            delete from outbox where id in (
              select id from outbox
              where state = 'dead' and dead_at < now() - make_interval(secs => :age) limit :max)
            """)
        .bind("age", seconds(age))
        .bind("max", max)
        .execute();
  }

  /** Counts the rows that wait though their time has come, and those that are dead. */
  Counts counts(Handle handle) {
    return handle
        .createQuery(
            """
            select (select count(*) from outbox where state = 'waiting' and due_at <= now()) as due,
                (select count(*) from outbox where state = 'dead') as dead
            """)
        .map(row -> new Counts(row.getColumn("due", Long.class), row.getColumn("dead", Long.class)))
        .one();
  }

  /** The numbers that {@link #counts} found. */
  record Counts(long due, long dead) {}

  private static Due due(RowView row) {
    return new Due(
        row.getColumn("id", Long.class),
        row.getColumn("exit", String.class),
        row.getColumn("kind", String.class),
        row.getColumn("recipient", String.class),
        Optional.ofNullable(row.getColumn("subject", Long.class)),
        row.getColumn("token", String.class),
        Optional.ofNullable(row.getColumn("home", Long.class)),
        row.getColumn("attempts", Integer.class));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
