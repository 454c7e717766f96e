package io.drawbridge.server.export;

import io.drawbridge.protocol.audit.Json;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.file.picture.Pieces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages and files for an export: above the reader's floor in each conversation, or all
 * where a policy says so.
 */
final class ContentStore {
  /** The floor of the reader in the conversation, and what of {@code m} shows above it. */
  private static final String PLACE =
      """
      with place as materialized (
        select c.id, c.domain, d.epoch as needs, f.epoch, f.pos, f.apart
        from conversation c
        join domain d on d.id = c.domain
        left join lateral floor_of(:reader, c.id) f on true
        where c.id = :conversation)
      """;

  private static final String SHOWN =
      """
      (:whole or (m.pos > p.pos and m.epoch >= p.epoch
        and (not p.apart or sees_person(:reader, m.author, p.domain))))
      """;

  /** Whose reactions show. */
  private static final String REACTING =
      "(:whole or not p.apart or sees_person(:reader, x.account, p.domain))";

  /** The conversation of the scope that follows. */
  OptionalLong nextConversation(Handle snapshot, Scope scope, long after) {
    return first(
        snapshot
            .createQuery(
                """
                select c.id from conversation c
                where c.domain = :domain and c.id > :after and (:whole or reaches(:reader, c.id))
                order by c.id limit 1
                """)
            .bind("domain", scope.domain().value())
            .bind("reader", scope.reader().value())
            .bind("whole", scope.whole())
            .bind("after", after)
            .mapTo(Long.class)
            .findOne());
  }

  /** The conversation that follows among all that somebody reaches. */
  OptionalLong nextOwn(Handle snapshot, AccountId person, long after) {
    return first(
        snapshot
            .createQuery(
                "select min(p.conversation) from paths_of(:person) p where p.conversation > :after")
            .bind("person", person.value())
            .bind("after", after)
            .mapTo(Long.class)
            .findOne());
  }

  private static OptionalLong first(Optional<Long> id) {
    return id.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  /** A message as a line. */
  record Row(long pos, Line line) {}

  /**
   * Messages behind a position, with their reactions and what is known of their files.
   *
   * @param author those of one alone
   * @param whole all, also those below the floor
   */
  List<Row> messages(
      Handle snapshot,
      AccountId reader,
      boolean whole,
      Optional<AccountId> author,
      long conversation,
      long after,
      int limit) {
    return snapshot
        .createQuery(
            PLACE
                + """
                select m.conversation, m.pos, m.epoch, m.author, m.text, m.quote, m.sent_at,
                  m.edited_at, m.pinned_at, p.domain, p.needs,
                  shown_name(m.author, p.domain) as name,
                  array(select x.account from reaction x
                        where x.conversation = m.conversation and x.pos = m.pos and %1$s
                        order by x.account, x.emoji) as reacting,
                  array(select x.emoji from reaction x
                        where x.conversation = m.conversation and x.pos = m.pos and %1$s
                        order by x.account, x.emoji) as emojis,
                  array(select x.series from file x
                        where x.conversation = m.conversation and x.pos = m.pos and x.current
                        order by x.place) as files
                from place p join message m on m.conversation = p.id
                where m.pos > :after and m.text is not null
                  and (cast(:author as bigint) is null or m.author = :author)
                  and %2$s
                order by m.pos limit :limit
                """
                    .formatted(REACTING, SHOWN))
        .bind("reader", reader.value())
        .bind("whole", whole)
        .bind("author", author.map(AccountId::value).orElse(null))
        .bind("conversation", conversation)
        .bind("after", after)
        .bind("limit", limit)
        .map(row ->
            new Row(
                row.getColumn("pos", Long.class),
                Line.of(tag(row, whole), "message", message(row))))
        .list();
  }

  private static Json.Obj message(RowView row) {
    Json.Obj fields =
        Json.Obj.EMPTY
            .with(
                "conversation",
                new ConversationId(row.getColumn("conversation", Long.class)).toString())
            .with("pos", row.getColumn("pos", Long.class))
            .with("author", new AccountId(row.getColumn("author", Long.class)).toString())
            .with("author_name", row.getColumn("name", String.class))
            .with("text", row.getColumn("text", String.class))
            .with("sent_at", row.getColumn("sent_at", Instant.class).toString());
    @Nullable Long quote = row.getColumn("quote", Long.class);
    fields = quote == null ? fields : fields.with("quote", quote);
    for (String at : List.of("edited_at", "pinned_at")) {
      @Nullable Instant moment = row.getColumn(at, Instant.class);
      fields = moment == null ? fields : fields.with(at, moment.toString());
    }
    List<Json> reactions = new ArrayList<>();
    Long[] reacting = row.getColumn("reacting", Long[].class);
    String[] emojis = row.getColumn("emojis", String[].class);
    for (int i = 0; i < reacting.length; i++) {
      reactions.add(
          Json.Obj.EMPTY
              .with("person", new AccountId(reacting[i]).toString())
              .with("emoji", emojis[i]));
    }
    List<Json> files = new ArrayList<>();
    for (Long file : row.getColumn("files", Long[].class)) {
      files.add(new Json.Text(new FileId(file).toString()));
    }
    return fields.with("reactions", new Json.Arr(reactions)).with("files", new Json.Arr(files));
  }

  /**
   * A file, or an older version of one, of a message.
   *
   * @param size of the bytes that are delivered
   * @param pieces these bytes
   * @param about the line about it
   */
  record FileRow(FileId file, long size, Pieces pieces, Tag tag, Json.Obj about) {}

  /** The file behind another in the conversation, of a message that shows. */
  Optional<FileRow> file(
      Handle snapshot, AccountId reader, boolean whole, long conversation, long after) {
    return snapshot
        .createQuery(
            PLACE
                + """
                select x.id, x.name, x.size, x.type, encode(x.sha256, 'hex') as sha256, x.version,
                  x.series, x.current, x.pieces, m.conversation, m.pos, m.epoch, m.author, p.domain, p.needs
                from place p
                join file x on x.conversation = p.id and x.pos is not null
                join message m on m.conversation = x.conversation and m.pos = x.pos
                where x.id > :after and m.text is not null and %s
                order by x.id limit 1
                """
                    .formatted(SHOWN))
        .bind("reader", reader.value())
        .bind("whole", whole)
        .bind("conversation", conversation)
        .bind("after", after)
        .map(row -> {
          FileId file = new FileId(row.getColumn("id", Long.class));
          byte @Nullable [] stored = row.getColumn("pieces", byte[].class);
          Pieces pieces = stored == null ? Pieces.WHOLE : Pieces.decode(stored);
          long size = pieces.size().orElse(row.getColumn("size", Long.class));
          return new FileRow(file, size, pieces, tag(row, whole), about(row).with("size", size));
        })
        .findOne();
  }

  private static Json.Obj about(RowView row) {
    Json.Obj fields =
        Json.Obj.EMPTY
            .with("file", new FileId(row.getColumn("series", Long.class)).toString())
            .with(
                "conversation",
                new ConversationId(row.getColumn("conversation", Long.class)).toString())
            .with("pos", row.getColumn("pos", Long.class))
            .with("name", row.getColumn("name", String.class))
            .with("version", row.getColumn("version", Long.class))
            .with("current", new Json.Bool(row.getColumn("current", Boolean.class)));
    for (String known : List.of("type", "sha256")) {
      @Nullable String value = row.getColumn(known, String.class);
      fields = value == null ? fields : fields.with(known, value);
    }
    return fields;
  }

  private static Tag tag(RowView row, boolean whole) {
    DomainId domain = new DomainId(row.getColumn("domain", Long.class));
    long needs = row.getColumn("needs", Long.class);
    return whole
        ? new Tag.Owner(domain, needs)
        : new Tag.Content(
            domain,
            new ConversationId(row.getColumn("conversation", Long.class)),
            needs,
            row.getColumn("epoch", Long.class),
            row.getColumn("pos", Long.class),
            Whose.of(new AccountId(row.getColumn("author", Long.class))));
  }
}
