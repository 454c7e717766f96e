package io.drawbridge.server.file.upload;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.file.ThumbnailSize;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.result.MessageResult.Upload;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.file.picture.Pictures;
import io.drawbridge.server.file.picture.Thumbnail;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Rows of uploads that no message carries. Each belongs to its owner alone. */
final class UploadStore {
  private static final String LIFETIME =
      "clock_timestamp() + interval '%d seconds'".formatted(Limits.UPLOAD_LIFETIME.toSeconds());

  private static final String MINE = "f.id = :id and f.owner = :owner and f.pos is null";

  /** A part of those whose files are counted together. */
  enum Kind {
    EXTERNAL,
    MEMBER,
    WORKSPACE
  }

  /**
   * Counts a file of that many bytes, and returns what each part has with it. The rows stay locked
   * until the transaction ends, so the bounds are exact.
   */
  Map<Kind, Long> count(Handle handle, PostPermit permit, boolean external, long size) {
    Kind person = external ? Kind.EXTERNAL : Kind.MEMBER;
    return handle
        .createQuery(
            """
            insert into file_use as u (kind, scope, files, bytes)
            select v.kind, v.scope, 1, :size
            from (values (:person, :owner), ('WORKSPACE', :domain)) as v (kind, scope)
            order by v.kind, v.scope
            on conflict (kind, scope) do update set files = u.files + 1, bytes = u.bytes + :size
            returning kind, bytes
            """)
        .bind("person", person.name())
        .bind("owner", permit.caller().account().value())
        .bind("domain", permit.domain().value())
        .bind("size", size)
        .map((rows, context) ->
            Map.entry(Kind.valueOf(rows.getString("kind")), rows.getLong("bytes")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** How many uploads of this person no message carries. */
  int staged(Handle handle, AccountId owner) {
    return handle
        .createQuery("select count(*) from file f where f.owner = :owner and f.pos is null")
        .bind("owner", owner.value())
        .mapTo(Integer.class)
        .one();
  }

  Upload begin(
      Handle handle, PostPermit permit, boolean external, FileId id, String name, long size) {
    return handle
        .createQuery(
            """
            insert into file (id, owner, external, domain, conversation, name, size, expires_at)
            values (:id, :owner, :external, :domain, :conversation, :name, :size, %s)
            returning id, received, size, expires_at
            """
                .formatted(LIFETIME))
        .bind("id", id.value())
        .bind("owner", permit.caller().account().value())
        .bind("external", external)
        .bind("domain", permit.domain().value())
        .bind("conversation", permit.conversation().id().value())
        .bind("name", name)
        .bind("size", size)
        .map((rows, context) ->
            new Upload(
                new FileId(rows.getLong("id")),
                rows.getLong("received"),
                rows.getLong("size"),
                rows.getObject("expires_at", OffsetDateTime.class).toInstant()))
        .one();
  }

  /**
   * An upload.
   *
   * @param whole whether all bytes are there and known
   */
  record Row(FileId id, AccountId owner, long received, long size, Instant until, boolean whole) {
    Upload shown() {
      return new Upload(id, received, size, until);
    }
  }

  Optional<Row> find(Handle handle, AccountId owner, FileId id) {
    return handle
        .createQuery(
            """
            select f.received, f.size, f.expires_at, f.sha256 is not null as whole
            from file f where %s
            """
                .formatted(MINE))
        .bind("id", id.value())
        .bind("owner", owner.value())
        .map((rows, context) ->
            new Row(
                id,
                owner,
                rows.getLong("received"),
                rows.getLong("size"),
                rows.getObject("expires_at", OffsetDateTime.class).toInstant(),
                rows.getBoolean("whole")))
        .findOne();
  }

  /** Returns whether there is a file under the id, an upload still or not. */
  boolean exists(Handle handle, FileId id) {
    return handle
        .createQuery("select exists (select from file f where f.id = :id)")
        .bind("id", id.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** Notes that so many bytes are safe; false if the upload is gone. */
  boolean received(Handle handle, Row row, long received) {
    return handle
            .createUpdate(
                "update file f set received = :received, expires_at = %s where %s and f.sha256 is null"
                    .formatted(LIFETIME, MINE))
            .bind("received", received)
            .bind("id", row.id().value())
            .bind("owner", row.owner().value())
            .execute()
        > 0;
  }

  /** Notes that all bytes are safe, and what they are; false if it is gone, or was whole before. */
  boolean whole(Handle handle, Row row, String type, byte[] sha256, Pictures.Seen seen) {
    Optional<Thumbnail> small = Optional.ofNullable(seen.thumbnails().get(ThumbnailSize.SMALL));
    Optional<Thumbnail> large = Optional.ofNullable(seen.thumbnails().get(ThumbnailSize.LARGE));
    return handle
            .createUpdate(
                """
                update file f
                set received = f.size, type = :type, sha256 = :sha256, expires_at = %s,
                    pieces = :pieces, shown_size = :shown, width = :width, height = :height,
                    drawn_type = :drawnType, drawn_small = :small, drawn_large = :large
                where %s and f.sha256 is null
                """
                    .formatted(LIFETIME, MINE))
            .bind("pieces", seen.pieces().encoded())
            .bind("shown", seen.pieces().size())
            .bind("width", seen.shape().map(Pictures.Shape::width))
            .bind("height", seen.shape().map(Pictures.Shape::height))
            .bind("drawnType", small.map(Thumbnail::type))
            .bind("small", small.map(it -> it.bytes().length))
            .bind("large", large.map(it -> it.bytes().length))
            .bind("type", type)
            .bind("sha256", sha256)
            .bind("id", row.id().value())
            .bind("owner", row.owner().value())
            .execute()
        > 0;
  }

  /** Gives an upload up; false if there is none. */
  boolean cancel(Handle handle, AccountId owner, FileId id) {
    return handle
            .createUpdate("delete from file f where %s".formatted(MINE))
            .bind("id", id.value())
            .bind("owner", owner.value())
            .execute()
        > 0;
  }

  /** Gives up what has expired, a bounded number; returns how many. */
  int expire(Handle handle, int max) {
    return handle
        .createUpdate(
            """
            delete from file f where f.id in (
              select e.id from file e where e.expires_at < clock_timestamp()
              order by e.expires_at limit :max for update skip locked)
            """)
        .bind("max", max)
        .execute();
  }

  /**
   * Takes bytes that are to be deleted, a bounded number. Nobody else takes them for a while; what
   * is not forgotten until then is taken again, after all others.
   */
  List<FileId> claim(Handle handle, int max, Duration lease) {
    return handle
        .createQuery(
            """
            update file_gone g
            set not_before = clock_timestamp() + :seconds * interval '1 second'
            where g.id = any(array(
              select n.id from file_gone n where n.not_before <= clock_timestamp()
              order by n.not_before limit :max for update skip locked))
            returning g.id
            """)
        .bind("seconds", lease.toSeconds())
        .bind("max", max)
        .mapTo(Long.class)
        .map(FileId::new)
        .list();
  }

  /**
   * Forgets bytes that were deleted, and counts them no longer; returns how many counts changed.
   */
  int forget(Handle handle, List<FileId> deleted) {
    return handle
        .createUpdate(
            """
            with forgotten as (
              delete from file_gone g where g.id = any(:ids)
              returning g.owner, g.external, g.domain, g.size
            ), less as (
              select x.kind, x.scope, count(*) as files, sum(x.size) as bytes
              from (
                select case when external then 'EXTERNAL' else 'MEMBER' end as kind, owner as scope, size
                from forgotten
                union all
                select 'WORKSPACE', domain, size from forgotten) x
              group by x.kind, x.scope
            ), locked as (
              select u.kind, u.scope from file_use u join less l using (kind, scope)
              order by u.kind, u.scope for update of u
            )
            update file_use u set files = u.files - l.files, bytes = u.bytes - l.bytes
            from less l join locked k using (kind, scope)
            where u.kind = l.kind and u.scope = l.scope
            """)
        .bindArray("ids", Long.class, deleted.stream().map(FileId::value).toList())
        .execute();
  }

  /** Bytes that are stored for all workspaces. */
  long stored(Handle handle) {
    return handle
        .createQuery("select coalesce(sum(bytes), 0) from file_use where kind = 'WORKSPACE'")
        .mapTo(Long.class)
        .one();
  }
}
