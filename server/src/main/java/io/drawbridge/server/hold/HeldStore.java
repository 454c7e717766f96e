package io.drawbridge.server.hold;

import io.drawbridge.protocol.hold.HeldFile;
import io.drawbridge.protocol.hold.HeldItem;
import io.drawbridge.protocol.hold.HeldState;
import io.drawbridge.protocol.hold.HoldView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.access.link.DomainId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Reads what a hold keeps, and deletes what none keeps any more. */
final class HeldStore {
  /**
   * All versions of texts and files; part: 0 a text that is there, 1 one that was taken away, 2 a
   * file that is there, 3 one that was taken away.
   */
  private static final String ITEMS =
      """
      with here as materialized (
        select k.id from conversation k
        where k.domain = :domain
          and (cast(:place as bigint) is null or :place in (k.id, k.backstage_of))
      ), item as (
        select m.conversation, m.pos, 0 as part, 0::bigint as number, m.author, m.text, m.sent_at,
          m.edited_at as written_at, null::timestamptz as taken_at,
          null::text as name, null::bigint as size, null::text as sha256
        from here h join message m on m.conversation = h.id
        where m.text is not null and (cast(:person as bigint) is null or m.author = :person)
          and (m.conversation, m.pos) >= (:conversation, :pos)
        union all
        select m.conversation, m.pos, 1, m.id, m.author, m.text, m.sent_at, m.edited_at, m.kept_at,
          null, null, null
        from here h join held_content m on m.conversation = h.id
        where (cast(:person as bigint) is null or m.author = :person)
          and (m.conversation, m.pos) >= (:conversation, :pos)
        union all
        select f.conversation, f.pos, 2, f.id, f.owner, null, null, f.shared_at, null,
          f.name, f.size, encode(f.sha256, 'hex')
        from here h join file f on f.conversation = h.id
        where f.pos is not null and (cast(:person as bigint) is null or f.owner = :person)
          and (f.conversation, f.pos) >= (:conversation, :pos)
        union all
        select f.conversation, f.pos, 3, f.id, f.owner, null, null, f.shared_at, f.kept_at,
          f.name, f.size, encode(f.sha256, 'hex')
        from here h join held_file f on f.conversation = h.id
        where (cast(:person as bigint) is null or f.owner = :person)
          and (f.conversation, f.pos) >= (:conversation, :pos)
      )
      select i.* from item i
      where (i.conversation, i.pos, i.part, i.number) > (:conversation, :pos, :part, :number)
      order by i.conversation, i.pos, i.part, i.number limit :max
      """;

  /** An item, and where it stands in the order. */
  record Placed(HeldItem item, HeldCursor at) {}

  List<Placed> items(Handle snapshot, DomainId domain, HoldView hold, HeldCursor after, int max) {
    return snapshot
        .createQuery(ITEMS)
        .bind("domain", domain.value())
        .bind("place", hold.conversation().map(ConversationId::value))
        .bind("person", hold.person().map(AccountId::value))
        .bind("conversation", after.conversation())
        .bind("pos", after.pos())
        .bind("part", after.part())
        .bind("number", after.number())
        .bind("max", max)
        .map(HeldStore::placed)
        .list();
  }

  private static Placed placed(RowView row) {
    long conversation = row.getColumn("conversation", Long.class);
    long pos = row.getColumn("pos", Long.class);
    int part = row.getColumn("part", Integer.class);
    long number = row.getColumn("number", Long.class);
    Optional<String> name = Optional.ofNullable(row.getColumn("name", String.class));
    return new Placed(
        new HeldItem(
            new ConversationId(conversation),
            pos,
            new AccountId(row.getColumn("author", Long.class)),
            part % 2 == 0 ? HeldState.THERE : HeldState.TAKEN,
            Optional.ofNullable(row.getColumn("text", String.class)),
            name.map(it ->
                new HeldFile(
                    new FileId(number),
                    it,
                    row.getColumn("size", Long.class),
                    Optional.ofNullable(row.getColumn("sha256", String.class)))),
            time(row, "sent_at"),
            time(row, "written_at"),
            time(row, "taken_at")),
        new HeldCursor(conversation, pos, part, number));
  }

  private static Optional<Instant> time(RowView row, String column) {
    return Optional.ofNullable(row.getColumn(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  /** Deletes some texts that no hold keeps, and lets the bytes of such files go; how many went. */
  int release(Handle handle, int max) {
    return handle
        .createQuery(
            """
            with text_went as (
              delete from held_content where id = any(array(
                select c.id from held_content c where not held(c.conversation, c.author)
                order by c.id limit :max for update skip locked))
              returning id
            ), file_went as (
              delete from held_file where id = any(array(
                select f.id from held_file f where not held(f.conversation, f.owner)
                order by f.id limit :max for update skip locked))
              returning id, owner, external, domain, size
            ), gone as (
              insert into file_gone (id, owner, external, domain, size)
              select id, owner, external, domain, size from file_went
            )
            select (select count(*) from text_went) + (select count(*) from file_went)
            """)
        .bind("max", max)
        .mapTo(Integer.class)
        .one();
  }

  /** How many texts and files are kept apart. */
  int kept(Handle handle) {
    return handle
        .createQuery(
            "select (select count(*) from held_content) + (select count(*) from held_file)")
        .mapTo(Integer.class)
        .one();
  }
}
