package io.drawbridge.server.file;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.db.Database;
import java.util.List;
import java.util.Optional;

/** Lists files of messages above the reader's floor, which each statement joins. */
final class FileStore {
  private final Database database;

  FileStore(Database database) {
    this.database = database;
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

  /**
   * The newest files that others share with a person, the newest message first. Where they reach a
   * file, each conversation is walked through from its end down to their floor, and no further.
   */
  List<FileRow> shared(AccountId reader, int limit) {
    return database.query(handle ->
        handle
            .createQuery(
                """
                with filed as materialized (
                  select r.conversation, k.domain from reach_of(:reader) r
                  join conversation k on k.id = r.conversation
                  where exists (
                    select from file x where x.conversation = r.conversation and x.current)),
                reach as materialized (
                  select x.conversation, x.domain, f.epoch, f.pos, f.apart from filed x
                  cross join lateral floor_of(:reader, x.conversation) f),
                found as materialized (
                  select m.conversation, m.pos, m.epoch, m.author from reach r
                  cross join lateral (
                    select distinct x.pos from file x
                    where x.conversation = r.conversation and x.current and x.owner <> :reader
                      and x.pos > r.pos
                      and (not r.apart or sees_person(:reader, x.owner, r.domain))
                    order by x.pos desc limit :limit) p
                  join message m on m.conversation = r.conversation and m.pos = p.pos
                  where m.epoch >= r.epoch
                    and (not r.apart or sees_person(:reader, m.author, r.domain))
                  order by m.pos desc, m.conversation desc limit :limit),
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
            .bind("limit", limit)
            .map(FileRow::of)
            .list());
  }
}
