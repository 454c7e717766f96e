package io.drawbridge.server.inbox;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.message.MessageRow;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Reads the messages that mention a person, above the person's floor in each conversation. */
final class MentionStore {
  /** Mentions looked through at a time: some lie below a floor and show no more. */
  static final int SCAN = 1_000;

  private final Database database;

  MentionStore(Database database) {
    this.database = database;
  }

  /** The mentions, the newest first. */
  List<MessageRow> newest(AccountId reader, int limit) {
    return database.read(handle -> {
      List<MessageRow> shown = new ArrayList<>();
      List<Place> places = places(handle, reader, Place.END);
      while (!places.isEmpty() && shown.size() < limit) {
        shown.addAll(shown(handle, reader, places, limit - shown.size()));
        places = places.size() < SCAN ? List.of() : places(handle, reader, places.getLast());
      }
      return shown;
    });
  }

  /**
   * The places where the reader was mentioned, in conversations that a path leads to; the newest
   * first.
   */
  private static List<Place> places(Handle handle, AccountId reader, Place before) {
    return handle
        .createQuery(
            """
            with reach as materialized (select r.conversation from reach_of(:reader) r)
            select a.conversation, a.pos from mention a
            where a.account = :reader and a.conversation in (select r.conversation from reach r)
              and a.pos <= :pos and (a.pos, a.conversation) < (:pos, :conversation)
            order by a.pos desc, a.conversation desc limit :scan
            """)
        .bind("reader", reader.value())
        .bind("pos", before.pos())
        .bind("conversation", before.conversation())
        .bind("scan", SCAN)
        .map(row ->
            new Place(row.getColumn("conversation", Long.class), row.getColumn("pos", Long.class)))
        .list();
  }

  private static List<MessageRow> shown(
      Handle handle, AccountId reader, List<Place> places, int limit) {
    return handle
        .createQuery(
            """
            with recent as materialized (
              select t.conversation, t.pos from unnest(:conversations, :positions) as t (conversation, pos)),
            floor as materialized (
              select x.conversation, c.domain, f.epoch, f.pos, f.apart
              from (select distinct conversation from recent) x
              join conversation c on c.id = x.conversation
              cross join lateral floor_of(:reader, x.conversation) f),
            found as (
              select m.* from recent t
              join floor f on f.conversation = t.conversation
              join message m on m.conversation = t.conversation and m.pos = t.pos
              where m.pos > f.pos and m.epoch >= f.epoch and m.text is not null
                and (not f.apart or sees_person(:reader, m.author, f.domain))
              order by m.pos desc limit :limit)
            select %s
            from found m
            join floor f on f.conversation = m.conversation
            join conversation c on c.id = m.conversation
            join domain d on d.id = c.domain
            %s
            order by m.pos desc
            """
                .formatted(MessageRow.COLUMNS, MessageRow.REACTIONS))
        .bind("reader", reader.value())
        .bindArray("conversations", Long.class, places.stream().map(Place::conversation).toList())
        .bindArray("positions", Long.class, places.stream().map(Place::pos).toList())
        .bind("limit", limit)
        .map(MessageRow::of)
        .list();
  }

  private record Place(long conversation, long pos) {
    static final Place END = new Place(Long.MAX_VALUE, Long.MAX_VALUE);
  }
}
