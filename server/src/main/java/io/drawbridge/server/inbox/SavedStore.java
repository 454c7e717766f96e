package io.drawbridge.server.inbox;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.link.AccountTurnStore;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.message.MessageRow;
import io.drawbridge.server.message.PagePlace;
import java.util.List;

/** Rows of {@code saved}: the messages that people keep, read above each conversation's floor. */
final class SavedStore {
  private final Database database;

  SavedStore(Database database) {
    this.database = database;
  }

  /** One that somebody saved, and the place of it in their list. */
  record SavedRow(PagePlace place, MessageRow message) {}

  /** The outcome of keeping a message. */
  enum Kept {
    KEPT,
    /** There is no such message for this reader. */
    ABSENT,
    FULL
  }

  /**
   * Keeps a message that the reader sees, unless there are so many. Once there are, those that show
   * no more make room.
   */
  Kept keep(ReadPermit permit, long pos, int max) {
    return database.write(handle -> {
      long reader = permit.caller().account().value();
      // The person's requests take turns, so that the count holds and no two get the same mark.
      boolean _ = AccountTurnStore.take(handle, permit.caller().account());
      String found =
          handle
              .createQuery(
                  """
                  with seen as (
                    select m.conversation, m.pos from message m
                    cross join lateral floor_of(:reader, m.conversation) f
                    join conversation c on c.id = m.conversation
                    where m.conversation = :conversation and m.pos = :pos and m.text is not null
                      and m.pos > f.pos and m.epoch >= f.epoch
                      and (not f.apart or sees_person(:reader, m.author, c.domain))),
                  gone as (
                    delete from saved s
                    where s.account = :reader
                      and (select count(*) from saved x where x.account = :reader) >= :max
                      and (not reaches(:reader, s.conversation) or not exists (
                        select from message m
                        where m.conversation = s.conversation and m.pos = s.pos
                          and m.text is not null))
                    returning s.pos),
                  held as (
                    select count(*) - (select count(*) from gone) as number,
                           coalesce(max(s.mark), 0) as mark
                    from saved s where s.account = :reader),
                  kept as (
                    insert into saved (account, conversation, pos, mark)
                    select :reader, x.conversation, x.pos,
                           greatest((extract(epoch from clock_timestamp()) * 1000000)::bigint, h.mark + 1)
                    from seen x cross join held h where h.number < :max
                    on conflict (account, conversation, pos) do nothing
                    returning pos)
                  select case when not exists (select from seen) then 'ABSENT'
                    when exists (select from kept) or exists (
                      select from saved s
                      where s.account = :reader and s.conversation = :conversation and s.pos = :pos)
                    then 'KEPT'
                    else 'FULL' end
                  """)
              .bind("reader", reader)
              .bind("conversation", permit.conversation().id().value())
              .bind("pos", pos)
              .bind("max", max)
              .mapTo(String.class)
              .one();
      return Kept.valueOf(found);
    });
  }

  /** Lets one go; it may have been deleted since. */
  void drop(ReadPermit permit, long pos) {
    database.write(handle ->
        handle.execute(
            "delete from saved where account = ? and conversation = ? and pos = ?",
            permit.caller().account().value(),
            permit.conversation().id().value(),
            pos));
  }

  /** Those behind a place, the last one saved first. */
  List<SavedRow> page(AccountId reader, PagePlace after, int limit) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                with kept as materialized (
                  select s.conversation, s.pos, s.mark from saved s
                  where s.account = :reader and s.mark < :mark
                    and s.conversation in (select r.conversation from reach_of(:reader) r)),
                floor as materialized (
                  select x.conversation, c.domain, f.epoch, f.pos, f.apart
                  from (select distinct conversation from kept) x
                  join conversation c on c.id = x.conversation
                  cross join lateral floor_of(:reader, x.conversation) f),
                found as (
                  select m.*, t.mark from kept t
                  join floor f on f.conversation = t.conversation
                  join message m on m.conversation = t.conversation and m.pos = t.pos
                  where m.pos > f.pos and m.epoch >= f.epoch and m.text is not null
                    and (not f.apart or sees_person(:reader, m.author, f.domain))
                  order by t.mark desc limit :limit)
                select m.mark, %s
                from found m
                join floor f on f.conversation = m.conversation
                join domain d on d.id = f.domain
                %s
                order by m.mark desc
                """
                    .formatted(MessageRow.COLUMNS, MessageRow.REACTIONS))
            .bind("reader", reader.value())
            .bind("mark", after.key())
            .bind("limit", limit)
            .map(row -> {
              MessageRow message = MessageRow.of(row);
              PagePlace place =
                  new PagePlace(row.getColumn("mark", Long.class), message.conversation().value());
              return new SavedRow(place, message);
            })
            .list());
  }
}
