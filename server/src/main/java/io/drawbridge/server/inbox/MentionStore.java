package io.drawbridge.server.inbox;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.message.MessageRow;
import java.util.List;

/** Reads the messages that mention a person, above the person's floor in each conversation. */
final class MentionStore {
  /** Mentions looked through for those that still show. */
  private static final int SCAN = 1_000;

  private final Database database;

  MentionStore(Database database) {
    this.database = database;
  }

  /** The newest first. */
  List<MessageRow> newest(AccountId reader, int limit) {
    return database.query(handle ->
        handle
            .createQuery(
                """
                with reach as materialized (select r.conversation from reach_of(:reader) r),
                recent as materialized (
                  select a.conversation, a.pos from mention a
                  where a.account = :reader and a.conversation in (select r.conversation from reach r)
                  order by a.pos desc limit :scan),
                floor as materialized (
                  select x.conversation, f.epoch, f.pos
                  from (select distinct conversation from recent) x
                  cross join lateral floor_of(:reader, x.conversation) f),
                found as (
                  select m.* from recent t
                  join floor f on f.conversation = t.conversation
                  join message m on m.conversation = t.conversation and m.pos = t.pos
                  where m.pos > f.pos and m.epoch >= f.epoch and m.text is not null
                  order by m.pos desc limit :limit)
                select %s
                from found m
                join conversation c on c.id = m.conversation
                join domain d on d.id = c.domain
                %s
                order by m.pos desc
                """
                    .formatted(MessageRow.COLUMNS, MessageRow.REACTIONS))
            .bind("reader", reader.value())
            .bind("scan", SCAN)
            .bind("limit", limit)
            .map(MessageRow::of)
            .list());
  }
}
