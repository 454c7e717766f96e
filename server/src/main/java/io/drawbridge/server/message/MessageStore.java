package io.drawbridge.server.message;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.db.Database;
import java.util.Optional;

/**
 * Reads messages. Each statement joins the reader's floor as scalar subqueries, so that it becomes
 * the lower end of one index range on {@code (conversation, pos)} and nothing below it is touched.
 */
final class MessageStore {
  /** Pinned messages listed: the newest. */
  static final int PINS_MAX = 100;

  private final Database database;

  MessageStore(Database database) {
    this.database = database;
  }

  /** The window's messages, ascending, and one beyond each of its ends if there is one. */
  Seen around(ReadPermit permit, Window window) {
    return database.query(handle ->
        Seen.of(
            handle
                .createQuery(
                    """
                    with floor as materialized (
                      select f.epoch, f.pos, f.apart from floor_of(:reader, :conversation) f),
                    older as (
                      select m.* from message m
                      where m.conversation = :conversation and m.pos < :pivot
                        and m.pos > (select f.pos from floor f) and m.epoch >= (select f.epoch from floor f)
                        and (not (select f.apart from floor f) or sees_person(:reader, m.author, :domain))
                      order by m.pos desc limit :older),
                    newer as (
                      select m.* from message m
                      where m.conversation = :conversation and m.pos >= :pivot
                        and m.pos > (select f.pos from floor f) and m.epoch >= (select f.epoch from floor f)
                        and (not (select f.apart from floor f) or sees_person(:reader, m.author, :domain))
                      order by m.pos limit :newer)
                    select f.epoch is not null as visible, %s
                    from domain d
                    left join floor f on true
                    left join (select * from older union all select * from newer) m on true
                    %s
                    where d.id = :domain
                    order by m.pos
                    """
                        .formatted(MessageRow.COLUMNS, MessageRow.REACTIONS))
                .bind("reader", permit.caller().account().value())
                .bind("conversation", permit.conversation().id().value())
                .bind("domain", permit.conversation().domain().value())
                .bind("pivot", window.pivot())
                .bind("older", window.older() + 1)
                .bind("newer", window.newer() + 1)));
  }

  /** The newest pinned messages, newest first. */
  Seen pinned(ReadPermit permit) {
    return database.query(handle ->
        Seen.of(
            handle
                .createQuery(
                    """
                    with floor as materialized (
                      select f.epoch, f.pos, f.apart from floor_of(:reader, :conversation) f),
                    pin as (
                      select m.* from message m
                      where m.conversation = :conversation and m.pinned_at is not null
                        and m.pos > (select f.pos from floor f) and m.epoch >= (select f.epoch from floor f)
                        and (not (select f.apart from floor f) or sees_person(:reader, m.author, :domain))
                      order by m.pos desc limit :limit)
                    select f.epoch is not null as visible, %s
                    from domain d
                    left join floor f on true
                    left join pin m on true
                    %s
                    where d.id = :domain
                    order by m.pos desc
                    """
                        .formatted(MessageRow.COLUMNS, MessageRow.REACTIONS))
                .bind("reader", permit.caller().account().value())
                .bind("conversation", permit.conversation().id().value())
                .bind("domain", permit.conversation().domain().value())
                .bind("limit", PINS_MAX)));
  }

  /** The time zone of a person's card. */
  Optional<String> timeZone(AccountId person) {
    return database.query(handle ->
        handle
            .createQuery(
                "select time_zone from account where id = :person and time_zone is not null")
            .bind("person", person.value())
            .mapTo(String.class)
            .findOne());
  }

  /** The author of a message; empty if the reader sees no message there. */
  Optional<AccountId> author(ReadPermit permit, long pos) {
    return database.query(handle ->
        handle
            .createQuery(
                """
                with floor as materialized (
                  select f.epoch, f.pos, f.apart from floor_of(:reader, :conversation) f)
                select m.author from message m
                where m.conversation = :conversation and m.pos = :pos
                  and m.pos > (select f.pos from floor f) and m.epoch >= (select f.epoch from floor f)
                  and (not (select f.apart from floor f) or sees_person(:reader, m.author, :domain))
                """)
            .bind("reader", permit.caller().account().value())
            .bind("conversation", permit.conversation().id().value())
            .bind("domain", permit.conversation().domain().value())
            .bind("pos", pos)
            .mapTo(Long.class)
            .findOne()
            .map(AccountId::new));
  }
}
