package io.drawbridge.server.writing.schedule;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.id.ScheduledId;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.message.PagePlace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of {@code scheduled}, which their authors read, and any node that leases them. */
final class ScheduledStore {
  /** The time after which uploads are given up that waited for a message that was not sent. */
  private static final Duration FILES_KEPT = Duration.ofDays(30);

  /** The places of the list: what is held, then the next one first. */
  private static final String KEY =
      """
      (case when s.reason is null then 0 else 4000000000000000000 end
        - (extract(epoch from s.at) * 1000000)::bigint)
      """;

  private static final String FROM =
      """
      from scheduled s
      join conversation c on c.id = s.conversation
      join domain d on d.id = c.domain
      """;

  /** A row, and the place of it in its author's list. */
  record Placed(PagePlace place, ScheduledRow row) {}

  /**
   * How many the author has. Once there are so many, those that are held where they see the
   * conversation no more make room.
   */
  int count(Handle handle, AccountId author, int max) {
    int count = count(handle, author);
    if (count < max) {
      return count;
    }
    handle
        .createUpdate(
            """
            delete from scheduled s
            where s.account = :author and s.reason is not null and not reaches(:author, s.conversation)
            """)
        .bind("author", author.value())
        .execute();
    return count(handle, author);
  }

  private static int count(Handle handle, AccountId author) {
    return handle
        .createQuery("select count(*) from scheduled s where s.account = :author")
        .bind("author", author.value())
        .mapTo(Integer.class)
        .one();
  }

  /**
   * Writes one; its author looks now who reads it, unless they say when they did. False if they see
   * the conversation no more.
   */
  boolean insert(Handle handle, Planned planned) {
    return Columns.of("files", planned.files().stream().map(FileId::value).toList())
            .bind(
                handle.createUpdate(
                    """
                    insert into scheduled
                      (id, account, conversation, text, quote, files, audience, newcomers, at)
                    select :id, :author, c.id, :text, cast(:quote as bigint), :files,
                           coalesce(cast(:audience as bigint), d.epoch), :newcomers, :at
                    from conversation c join domain d on d.id = c.domain
                    where c.id = :conversation and reaches(:author, c.id)
                    """))
            .bind("id", planned.id().value())
            .bind("author", planned.author().value())
            .bind("conversation", planned.conversation().value())
            .bind("text", planned.text())
            .bind("quote", planned.quote().orElse(null))
            .bind("audience", planned.audience().map(it -> it.epoch()).orElse(null))
            .bind("newcomers", planned.newcomers())
            .bind("at", planned.at())
            .execute()
        == 1;
  }

  /**
   * Keeps the author's whole uploads for a message that is sent then; false unless all are there.
   */
  boolean keepFiles(Handle handle, ScheduledRow row) {
    return keepFiles(handle, row.author(), row.conversation().value(), row.files(), row.at());
  }

  boolean keepFiles(Handle handle, Planned planned) {
    return keepFiles(
        handle, planned.author(), planned.conversation().value(), planned.files(), planned.at());
  }

  private static boolean keepFiles(
      Handle handle, AccountId author, long conversation, List<FileId> files, Instant at) {
    if (files.isEmpty()) {
      return true;
    }
    int kept =
        Columns.of("files", files.stream().map(FileId::value).toList())
            .bind(
                handle.createUpdate(
                    """
                    update file f set expires_at = greatest(f.expires_at, :until)
                    where f.id = any(:files) and f.owner = :author and f.conversation = :conversation
                      and f.pos is null and f.sha256 is not null
                    """))
            .bind("author", author.value())
            .bind("conversation", conversation)
            .bind("until", at.plus(FILES_KEPT))
            .execute();
    return kept == files.size();
  }

  /** One of the author's, where they see the conversation. */
  Optional<ScheduledRow> find(Handle handle, AccountId author, ScheduledId id) {
    return handle
        .createQuery(
            """
            select %s %s
            where s.id = :id and s.account = :author and reaches(:author, s.conversation)
            """
                .formatted(ScheduledRow.COLUMNS, FROM))
        .bind("id", id.value())
        .bind("author", author.value())
        .map(ScheduledRow::of)
        .findOne();
  }

  /** The author's behind a place, of conversations that they see. */
  List<Placed> page(Handle handle, AccountId author, PagePlace after, int limit) {
    return handle
        .createQuery(
            """
            select %1$s, %2$s as key %3$s
            where s.account = :author and (%2$s, s.id) < (:key, :id)
              and s.conversation in (select r.conversation from reach_of(:author) r)
            order by %2$s desc, s.id desc limit :limit
            """
                .formatted(ScheduledRow.COLUMNS, KEY, FROM))
        .bind("author", author.value())
        .bind("key", after.key())
        .bind("id", after.conversation())
        .bind("limit", limit)
        .map(row -> {
          ScheduledRow found = ScheduledRow.of(row);
          return new Placed(
              new PagePlace(row.getColumn("key", Long.class), found.id().value()), found);
        })
        .list();
  }

  /** Makes one wait as it is changed; false if it was sent, let go or changed meanwhile. */
  boolean change(Handle handle, ScheduledRow was, ScheduledRow now) {
    return handle
            .createUpdate(
                """
                update scheduled
                set text = :text, at = :at, audience = :audience, newcomers = :newcomers,
                    version = version + 1, reason = null, leased_until = null
                where id = :id and version = :version
                """)
            .bind("text", now.text())
            .bind("at", now.at())
            .bind("audience", now.audience().epoch())
            .bind("newcomers", now.newcomers())
            .bind("id", was.id().value())
            .bind("version", was.version())
            .execute()
        > 0;
  }

  /**
   * Lets one go; false if there is none. What it alone would have carried expires as uploads do.
   */
  boolean cancel(Handle handle, ScheduledRow row) {
    boolean gone =
        handle
                .createUpdate("delete from scheduled where id = :id")
                .bind("id", row.id().value())
                .execute()
            > 0;
    Columns.of("files", row.files().stream().map(FileId::value).toList())
        .bind(
            handle.createUpdate(
                """
                update file f
                set expires_at = least(f.expires_at, clock_timestamp() + :seconds * interval '1 second')
                where f.id = any(:files) and f.owner = :author and f.pos is null
                  and not exists (
                    select from scheduled o where o.account = :author and f.id = any(o.files))
                """))
        .bind("seconds", Limits.UPLOAD_LIFETIME.toSeconds())
        .bind("author", row.author().value())
        .execute();
    return gone;
  }

  /** Leases what is due, each to one node, at most so many. */
  List<ScheduledRow> lease(Handle handle, Instant now, Duration lease, int max) {
    return handle
        .createQuery(
            """
            with due as (
              select x.id from scheduled x
              where x.reason is null and x.at <= :now
                and (x.leased_until is null or x.leased_until <= :now)
              order by x.at limit :max for update skip locked),
            leased as (
              update scheduled s set leased_until = :until
              from due where s.id = due.id
              returning s.*)
            select %s from leased s
            join conversation c on c.id = s.conversation
            join domain d on d.id = c.domain
            order by s.at, s.id
            """
                .formatted(ScheduledRow.COLUMNS))
        .bind("now", now)
        .bind("until", now.plus(lease))
        .bind("max", max)
        .map(ScheduledRow::of)
        .list();
  }

  /** Forgets a bounded number that have been held for so long; returns how many went. */
  int forgetHeld(Handle handle, Duration age, int max) {
    return handle
        .createUpdate(
            """
            delete from scheduled where id in (
              select s.id from scheduled s
              where s.reason is not null and s.at < now() - :seconds * interval '1 second'
              order by s.at limit :max for update skip locked)
            """)
        .bind("seconds", age.toSeconds())
        .bind("max", max)
        .execute();
  }

  /** Holds one for its author; false if it was changed or let go meanwhile. */
  boolean hold(Handle handle, ScheduledRow row, ErrorCode reason) {
    return handle
            .createUpdate(
                """
                update scheduled set reason = :reason, version = version + 1, leased_until = null
                where id = :id and version = :version
                """)
            .bind("reason", reason.wire())
            .bind("id", row.id().value())
            .bind("version", row.version())
            .execute()
        > 0;
  }
}
