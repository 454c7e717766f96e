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
  private static final String NO_FILE =
      "null::text as name, null::bigint as size, null::text as sha256";

  private static final String NO_TEXT = "null::text as text, null::timestamptz as sent_at";

  private static final String NOTE = "f.note as text, null::timestamptz as sent_at";

  private static final String OF_FILE = "f.name, f.size, encode(f.sha256, 'hex') as sha256";

  private static final String OF_CONVERSATION = items(":place in (k.id, k.backstage_of)", "true");

  private static final String OF_PERSON = items("true", "x.author = :person");

  /**
   * All versions of texts and files, in parts of which the even ones are there and the odd ones
   * were taken away: 0 and 1 texts, 2 and 3 files, 4 earlier versions, 6 the options of polls, 8
   * and 9 what is said of files.
   */
  private static String items(String places, String mine) {
    return """
    with here as materialized (
      select k.id from conversation k
      where k.domain = :domain and k.id >= :conversation and %s
    )
    select i.* from (%s) i
    order by i.conversation, i.pos, i.part, i.number limit :max
    """
        .formatted(
            places,
            String.join(
                " union all ",
                arm(
                    0,
                    """
                    select m.conversation, m.pos, 0::bigint as number, m.author, m.text, m.sent_at,
                      m.edited_at as written_at, null::timestamptz as taken_at, %s
                    from message m where m.text is not null
                    """
                        .formatted(NO_FILE),
                    mine),
                arm(
                    1,
                    """
                    select m.conversation, m.pos, m.id as number, m.author, m.text, m.sent_at,
                      m.edited_at as written_at, m.kept_at as taken_at, %s
                    from held_content m
                    """
                        .formatted(NO_FILE),
                    mine),
                arm(2, file("file", NO_TEXT, OF_FILE, "f.pos is not null"), mine),
                arm(3, file("held_file", NO_TEXT, OF_FILE, "true"), mine),
                arm(
                    4,
                    """
                    select v.conversation, v.pos,
                      (extract(epoch from v.written_at) * 1000000)::bigint as number, m.author, v.text,
                      m.sent_at, v.written_at, null::timestamptz as taken_at, %s
                    from message_version v
                    join message m on m.conversation = v.conversation and m.pos = v.pos
                    where not exists (
                      select from held_content h
                      where h.conversation = v.conversation and h.pos = v.pos and h.text = v.text
                        and coalesce(h.edited_at, h.sent_at) = v.written_at)
                    """
                        .formatted(NO_FILE),
                    mine),
                arm(
                    6,
                    """
                    select p.conversation, p.pos, 0::bigint as number, m.author, p.options as text, m.sent_at,
                      null::timestamptz as written_at, null::timestamptz as taken_at, %s
                    from poll p
                    join message m on m.conversation = p.conversation and m.pos = p.pos
                    """
                        .formatted(NO_FILE),
                    mine),
                arm(
                    8,
                    file("file", NOTE, NO_FILE, "f.pos is not null and f.note is not null"),
                    mine),
                arm(9, file("held_file", NOTE, NO_FILE, "f.note is not null"), mine)));
  }

  private static String file(String table, String text, String columns, String which) {
    return """
    select f.conversation, f.pos, f.id as number, f.owner as author, %s, f.shared_at as written_at,
      %s as taken_at, %s
    from %s f where %s
    """
        .formatted(
            text, table.equals("file") ? "null::timestamptz" : "f.kept_at", columns, table, which);
  }

  /** The first few of one part in each place, by the index of the table. */
  private static String arm(int part, String rows, String mine) {
    return """
    select y.conversation, y.pos, %1$d as part, y.number, y.author, y.text, y.sent_at, y.written_at,
      y.taken_at, y.name, y.size, y.sha256
    from here h cross join lateral (
      select x.* from (%2$s) x
      where x.conversation = h.id and %3$s
        and x.pos >= case when h.id = :conversation then :pos else 0 end
        and (x.conversation, x.pos, %1$d, x.number) > (:conversation, :pos, :part, :number)
      order by x.pos, x.number limit :max) y
    """
        .formatted(part, rows, mine);
  }

  /** An item, and where it stands in the order. */
  record Placed(HeldItem item, HeldCursor at) {}

  List<Placed> items(Handle snapshot, DomainId domain, HoldView hold, HeldCursor after, int max) {
    var query = snapshot.createQuery(hold.person().isPresent() ? OF_PERSON : OF_CONVERSATION);
    hold.person().ifPresent(person -> query.bind("person", person.value()));
    hold.conversation().ifPresent(place -> query.bind("place", place.value()));
    return query
        .bind("domain", domain.value())
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

  /** The domains where a hold was lifted and something may be left that it alone kept. */
  List<DomainId> lifted(Handle handle) {
    return handle
        .createQuery(
            """
            select distinct h.domain from hold h
            where h.lifted_at is not null and h.released_at is null order by h.domain
            """)
        .mapTo(Long.class)
        .map(DomainId::new)
        .list();
  }

  /** Deletes some texts that no hold keeps, and lets the bytes of such files go; how many went. */
  int release(Handle handle, DomainId domain, int max) {
    return handle
        .createQuery(
            """
            with text_went as (
              delete from held_content where id = any(array(
                select c.id from held_content c
                where c.domain = :domain and not held(c.conversation, c.author)
                order by c.id limit :max for update skip locked))
              returning id
            ), file_went as (
              delete from held_file where id = any(array(
                select f.id from held_file f
                where f.domain = :domain and not held(f.conversation, f.owner)
                order by f.id limit :max for update skip locked))
              returning id, owner, external, domain, size
            ), gone as (
              insert into file_gone (id, owner, external, domain, size)
              select id, owner, external, domain, size from file_went
            )
            select (select count(*) from text_went) + (select count(*) from file_went)
            """)
        .bind("domain", domain.value())
        .bind("max", max)
        .mapTo(Integer.class)
        .one();
  }

  /**
   * Notes that nothing is left that lifted holds of the domain kept, if so. One that was lifted
   * just now is looked at again: another node may be deleting for it.
   */
  void released(Handle handle, DomainId domain) {
    handle
        .createUpdate(
            """
            update hold set released_at = clock_timestamp()
            where domain = :domain and released_at is null
              and lifted_at < clock_timestamp() - interval '10 minutes'
              and not exists (
                select from held_content c
                where c.domain = :domain and not held(c.conversation, c.author))
              and not exists (
                select from held_file f where f.domain = :domain and not held(f.conversation, f.owner))
            """)
        .bind("domain", domain.value())
        .execute();
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
