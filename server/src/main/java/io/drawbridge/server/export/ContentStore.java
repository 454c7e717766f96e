package io.drawbridge.server.export;

import io.drawbridge.protocol.audit.Json;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.poll.PollView;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.log.PollColumns;
import io.drawbridge.server.file.picture.Pieces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages and files for an export: above the reader's floor in each conversation, or all
 * that is kept where a policy says so.
 */
final class ContentStore {
  /** The floor of the reader in the conversation. */
  private static final String READ =
      """
      with place as materialized (
        select c.id, c.domain, d.epoch as needs, f.epoch, f.pos, f.apart
        from conversation c
        join domain d on d.id = c.domain
        cross join lateral floor_of(:reader, c.id) f
        where c.id = :conversation)
      """;

  /** All that is kept of it: nothing that is too old, and of a deleted one nothing. */
  private static final String WHOLE =
      """
      with place as materialized (
        select c.id, c.domain, d.epoch as needs, 0::bigint as epoch, c.first_pos as pos,
          false as apart
        from conversation c
        join domain d on d.id = c.domain
        where c.id = :conversation
          and not exists (select from deleted_conversation x where x.conversation = c.id))
      """;

  /** What of {@code m} shows there. */
  private static final String SHOWN =
      """
      m.pos > p.pos and m.epoch >= p.epoch
        and (not p.apart or sees_person(:reader, m.author, p.domain))
      """;

  /** Whose reactions show. */
  private static final String REACTING =
      "(not p.apart or sees_person(:reader, x.account, p.domain))";

  private static String place(boolean whole) {
    return whole ? WHOLE : READ;
  }

  /** The conversation of the scope that follows. */
  OptionalLong nextConversation(Handle snapshot, Scope scope, long after) {
    Query query =
        scope.whole()
            ? snapshot.createQuery(
                """
                select c.id from conversation c
                where c.domain = :domain and c.id > :after
                  and not exists (select from deleted_conversation x where x.conversation = c.id)
                order by c.id limit 1
                """)
            : snapshot
                .createQuery(
                    """
                    select min(p.conversation) from paths_of(:reader) p
                    where p.domain = :domain and p.conversation > :after
                    """)
                .bind("reader", scope.reader().value());
    return first(
        query
            .bind("domain", scope.domain().value())
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
   * @param whole all that are kept, also those below the floor
   */
  List<Row> messages(
      Handle snapshot,
      AccountId reader,
      boolean whole,
      Optional<AccountId> author,
      long conversation,
      long after,
      int limit) {
    Query query =
        snapshot
            .createQuery(
                place(whole)
                    + """
                    select m.conversation, m.pos, m.epoch, m.author, m.text, m.quote, m.sent_at,
                      m.edited_at, m.pinned_at, p.domain, p.needs, p.apart,
                      y.counts as poll_counts, y.voters as poll_voters, %s,
                      shown_name(m.author, p.domain) as name,
                      array(select x.account from reaction x
                            where x.conversation = m.conversation and x.pos = m.pos and %s
                            order by x.account, x.emoji) as reacting,
                      array(select x.emoji from reaction x
                            where x.conversation = m.conversation and x.pos = m.pos and %s
                            order by x.account, x.emoji) as emojis,
                      array(select x.series from file x
                            where x.conversation = m.conversation and x.pos = m.pos and x.current
                            order by x.place) as files
                    from place p join message m on m.conversation = :conversation
                    %s
                    where m.pos > (select greatest(:after, q.pos) from place q)
                      and m.text is not null and %s %s
                    order by m.pos limit :limit
                    """
                        .formatted(
                            PollColumns.COLUMNS,
                            REACTING,
                            REACTING,
                            PollColumns.POLL,
                            SHOWN,
                            author.isPresent() ? "and m.author = :author" : ""))
            .bind("reader", reader.value());
    author.ifPresent(it -> query.bind("author", it.value()));
    return query
        .bind("conversation", conversation)
        .bind("after", after)
        .bind("limit", limit)
        .map(row ->
            new Row(
                row.getColumn("pos", Long.class),
                Line.of(tag(row, whole, tells(row)), "message", message(row))))
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
    Json.Obj all =
        fields.with("reactions", new Json.Arr(reactions)).with("files", new Json.Arr(files));
    return PollColumns.of(row).map(poll -> all.with("poll", poll(row, poll))).orElse(all);
  }

  /** A poll; how it stands only for a reader who sees everybody there (N-15). */
  private static Json.Obj poll(RowView row, PollView poll) {
    Json.Obj fields =
        Json.Obj.EMPTY
            .with(
                "options", new Json.Arr(poll.options().stream().<Json>map(Json.Text::new).toList()))
            .with("multiple", new Json.Bool(poll.multiple()))
            .with("anonymous", new Json.Bool(poll.anonymous()));
    if (row.getColumn("apart", Boolean.class)) {
      return fields;
    }
    List<Json> counts = new ArrayList<>();
    for (Integer count : row.getColumn("poll_counts", Integer[].class)) {
      counts.add(new Json.Whole(count));
    }
    return fields
        .with("counts", new Json.Arr(counts))
        .with("voters", row.getColumn("poll_voters", Integer.class).longValue());
  }

  /** Whether a message tells of others than its author: of who reacted, or voted. */
  private static boolean tells(RowView row) {
    return row.getColumn("reacting", Long[].class).length > 0
        || row.getColumn("poll_options", String.class) != null;
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
            place(whole)
                + """
                select x.id, x.name, x.size, x.type, encode(x.sha256, 'hex') as sha256, x.version,
                  x.series, x.current, x.pieces, m.conversation, m.pos, m.epoch, m.author, p.domain, p.needs,
                  p.apart
                from place p
                join file x on x.conversation = p.id and x.pos is not null
                join message m on m.conversation = x.conversation and m.pos = x.pos
                where x.id > :after and m.text is not null and %s
                order by x.id limit 1
                """
                    .formatted(SHOWN))
        .bind("reader", reader.value())
        .bind("conversation", conversation)
        .bind("after", after)
        .map(row -> {
          FileId file = new FileId(row.getColumn("id", Long.class));
          byte @Nullable [] stored = row.getColumn("pieces", byte[].class);
          Pieces pieces = stored == null ? Pieces.WHOLE : Pieces.decode(stored);
          long size = pieces.size().orElse(row.getColumn("size", Long.class));
          return new FileRow(
              file, size, pieces, tag(row, whole, false), about(row).with("size", size));
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

  private static Tag tag(RowView row, boolean whole, boolean tellsOfOthers) {
    DomainId domain = new DomainId(row.getColumn("domain", Long.class));
    long needs = row.getColumn("needs", Long.class);
    AccountId author = new AccountId(row.getColumn("author", Long.class));
    Whose others =
        tellsOfOthers ? Whose.read(row.getColumn("apart", Boolean.class)) : Whose.NOBODYS;
    return whole
        ? new Tag.Owner(domain, needs)
        : new Tag.Content(
            domain,
            new ConversationId(row.getColumn("conversation", Long.class)),
            needs,
            row.getColumn("epoch", Long.class),
            row.getColumn("pos", Long.class),
            others.and(author));
  }
}
