package io.drawbridge.server.file;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.db.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Lists files of messages above the reader's floor, which each statement joins. */
final class FileStore {
  /** Files looked through at a time: some lie below a floor and show no more. */
  private static final int SCAN = 1_000;

  private final Database database;

  FileStore(Database database) {
    this.database = database;
  }

  /** The conversation of a file that a message carries. No right follows from it. */
  Optional<ConversationId> conversation(FileId file) {
    return database.query(handle ->
        handle
            .createQuery("select f.conversation from file f where f.id = :file and f.series = f.id")
            .bind("file", file.value())
            .mapTo(Long.class)
            .findOne()
            .map(ConversationId::new));
  }

  /** The present files of that many messages, and of one more if there is one; newest first. */
  List<FileRow> list(ReadPermit permit, Optional<Long> before, int messages) {
    return database.query(handle ->
        handle
            .createQuery(
                """
                with floor as materialized (
                  select f.epoch, f.pos, f.apart from floor_of(:reader, :conversation) f),
                outside as materialized (
                  select o.epoch, o.pos from shown_outside(:conversation) o),
                place as materialized (
                  select distinct x.pos from file x
                  where x.conversation = :conversation and x.current
                    and x.pos < :before and x.pos > (select f.pos from floor f)
                    and (not (select f.apart from floor f) or sees_person(:reader, x.owner, :domain))
                  order by x.pos desc limit :messages)
                select %s,
                  exists (select from outside o where m.pos > o.pos and m.epoch >= o.epoch) as outside
                from place p
                join message m on m.conversation = :conversation and m.pos = p.pos
                join file v on v.conversation = m.conversation and v.pos = m.pos and v.current
                join domain d on d.id = :domain
                where m.epoch >= (select f.epoch from floor f)
                order by m.pos desc, v.place
                """
                    .formatted(FileRow.COLUMNS))
            .bind("reader", permit.caller().account().value())
            .bind("conversation", permit.conversation().id().value())
            .bind("domain", permit.domain().value())
            .bind("before", before.orElse(Long.MAX_VALUE))
            .bind("messages", messages + 1)
            .map(FileRow::of)
            .list());
  }

  /** The versions of a file, the newest first; none if its message does not show. */
  List<FileRow> versions(ReadPermit permit, FileId file) {
    return database.query(handle ->
        handle
            .createQuery(
                """
                with floor as materialized (
                  select f.epoch, f.pos, f.apart from floor_of(:reader, :conversation) f)
                select %s, false as outside
                from file v
                join message m on m.conversation = v.conversation and m.pos = v.pos
                join domain d on d.id = :domain
                where v.series = :file and v.conversation = :conversation
                  and m.pos > (select f.pos from floor f) and m.epoch >= (select f.epoch from floor f)
                  and (not (select f.apart from floor f) or sees_person(:reader, m.author, :domain))
                order by v.version desc
                """
                    .formatted(FileRow.COLUMNS))
            .bind("reader", permit.caller().account().value())
            .bind("conversation", permit.conversation().id().value())
            .bind("domain", permit.domain().value())
            .bind("file", file.value())
            .map(FileRow::of)
            .list());
  }

  /** The newest files that others share with a person, the newest message first. */
  List<FileRow> shared(AccountId reader, int limit) {
    return database.read(handle -> {
      List<FileRow> shown = new ArrayList<>();
      List<Place> places = places(handle, reader, Place.END);
      while (!places.isEmpty() && shown.size() < limit) {
        shown.addAll(shown(handle, reader, places, limit - shown.size()));
        places = places.size() < SCAN ? List.of() : places(handle, reader, places.getLast());
      }
      return shown;
    });
  }

  /** The places of files of others in conversations that a path leads to; the newest first. */
  private static List<Place> places(Handle handle, AccountId reader, Place before) {
    return handle
        .createQuery(
            """
            with reach as materialized (select r.conversation from reach_of(:reader) r)
            select x.conversation, x.pos
            from reach r
            cross join lateral (
              select distinct f.conversation, f.pos from file f
              where f.conversation = r.conversation and f.current and f.owner <> :reader
                and f.pos <= :pos and (f.pos, f.conversation) < (:pos, :conversation)
              order by f.pos desc limit :scan) x
            order by x.pos desc, x.conversation desc limit :scan
            """)
        .bind("reader", reader.value())
        .bind("pos", before.pos())
        .bind("conversation", before.conversation())
        .bind("scan", SCAN)
        .map((row, context) -> new Place(row.getLong("conversation"), row.getLong("pos")))
        .list();
  }

  private static List<FileRow> shown(
      Handle handle, AccountId reader, List<Place> places, int limit) {
    return handle
        .createQuery(
            """
            with recent as materialized (
              select t.conversation, t.pos from unnest(:conversations, :positions) as t (conversation, pos)),
            floor as materialized (
              select x.conversation, k.domain, f.epoch, f.pos, f.apart
              from (select distinct conversation from recent) x
              join conversation k on k.id = x.conversation
              cross join lateral floor_of(:reader, x.conversation) f),
            found as materialized (
              select m.conversation, m.pos, m.epoch, m.author from recent t
              join floor f on f.conversation = t.conversation
              join message m on m.conversation = t.conversation and m.pos = t.pos
              where m.pos > f.pos and m.epoch >= f.epoch
                and (not f.apart or sees_person(:reader, m.author, f.domain))
              order by m.pos desc limit :limit),
            outside as materialized (
              select x.conversation, o.epoch, o.pos
              from (select distinct conversation from found) x
              cross join lateral shown_outside(x.conversation) o)
            select %s,
              exists (select from outside o where o.conversation = m.conversation
                      and m.pos > o.pos and m.epoch >= o.epoch) as outside
            from found m
            join file v on v.conversation = m.conversation and v.pos = m.pos and v.current
            join conversation c on c.id = m.conversation
            join domain d on d.id = c.domain
            order by m.pos desc, v.place limit :limit
            """
                .formatted(FileRow.COLUMNS))
        .bind("reader", reader.value())
        .bindArray("conversations", Long.class, places.stream().map(Place::conversation).toList())
        .bindArray("positions", Long.class, places.stream().map(Place::pos).toList())
        .bind("limit", limit)
        .map(FileRow::of)
        .list();
  }

  private record Place(long conversation, long pos) {
    static final Place END = new Place(Long.MAX_VALUE, Long.MAX_VALUE);
  }
}
