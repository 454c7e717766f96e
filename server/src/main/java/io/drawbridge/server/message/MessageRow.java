package io.drawbridge.server.message;

import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.conversation.Reaction;
import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.poll.PollView;
import io.drawbridge.protocol.preview.LinkPreview;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.log.FileColumns;
import io.drawbridge.server.delivery.log.Origin;
import io.drawbridge.server.delivery.log.OriginColumns;
import io.drawbridge.server.delivery.log.PollColumns;
import io.drawbridge.server.delivery.log.PreviewColumns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.result.RowView;

/**
 * A message as one snapshot of the database shows it above the reader's floor.
 *
 * @param needs the domain's epoch in that snapshot
 * @param apart whether the reader sees no other external there
 */
public record MessageRow(
    ConversationId conversation,
    DomainId domain,
    long needs,
    long pos,
    long epoch,
    AccountId author,
    Optional<String> text,
    Instant sentAt,
    Optional<Instant> editedAt,
    Optional<Quote> quote,
    boolean pinned,
    List<Reaction> reactions,
    List<FileView> files,
    Optional<PollView> poll,
    List<LinkPreview> previews,
    Optional<Origin> origin,
    boolean apart) {

  /** The place of a message that another quotes. */
  record Quote(long pos, long epoch, AccountId author) {}

  /** People named for one emoji; later ones are not listed, so that a page stays bounded. */
  public static final int PEOPLE_PER_REACTION_MAX = 100;

  /**
   * The columns that {@link #of} reads, of a message {@code m} and its conversation's domain {@code
   * d}, for {@code :reader} with the floor {@code f}. Reactions come in the order of their first
   * use; a quote shows only where what is quoted does.
   */
  public static final String COLUMNS =
      """
      m.conversation, d.id as domain, d.epoch as needs, m.pos, m.epoch, m.author, m.text, m.sent_at,
      m.edited_at, m.pinned_at is not null as pinned, coalesce(f.apart, false) as apart,
      q.pos as quote, q.epoch as quote_epoch, q.author as quote_author, r.emojis, r.people, %s, %s,
      %s, %s, %s
      """
          .formatted(
              FileColumns.COLUMNS,
              PollColumns.COLUMNS,
              PreviewColumns.COLUMNS,
              OriginColumns.COLUMNS,
              OriginColumns.name(
                  "d.id",
                  "(not coalesce(f.apart, false) or sees_person(:reader, o.author, d.id))"));

  /** Joins what {@link #COLUMNS} needs beside {@code m} and {@code d}. */
  public static final String REACTIONS =
      """
      left join message q on q.conversation = m.conversation and q.pos = m.quote
        and q.pos > f.pos and q.epoch >= f.epoch
        and (not f.apart or sees_person(:reader, q.author, d.id))
      cross join lateral (
        select array_agg(u.emoji order by u.first_at, u.emoji, u.turn) as emojis,
               array_agg(u.account order by u.first_at, u.emoji, u.turn) as people
        from (
          select x.emoji, x.account, min(x.at) over (partition by x.emoji) as first_at,
                 row_number() over (partition by x.emoji order by x.at, x.account) as turn
          from reaction x
          where x.conversation = m.conversation and x.pos = m.pos
            and (not f.apart or sees_person(:reader, x.account, d.id))) u
        where u.turn <= %d) r
      %s %s %s %s
      """
          .formatted(
              PEOPLE_PER_REACTION_MAX,
              OriginColumns.ORIGIN,
              FileColumns.FILES,
              PollColumns.POLL,
              PreviewColumns.PREVIEWS);

  public static MessageRow of(RowView row) {
    return new MessageRow(
        new ConversationId(row.getColumn("conversation", Long.class)),
        new DomainId(row.getColumn("domain", Long.class)),
        row.getColumn("needs", Long.class),
        row.getColumn("pos", Long.class),
        row.getColumn("epoch", Long.class),
        new AccountId(row.getColumn("author", Long.class)),
        Optional.ofNullable(row.getColumn("text", String.class)),
        row.getColumn("sent_at", Instant.class),
        Optional.ofNullable(row.getColumn("edited_at", Instant.class)),
        Optional.ofNullable(row.getColumn("quote", Long.class))
            .map(pos ->
                new Quote(
                    pos,
                    row.getColumn("quote_epoch", Long.class),
                    new AccountId(row.getColumn("quote_author", Long.class)))),
        row.getColumn("pinned", Boolean.class),
        reactions(
            Optional.ofNullable(row.getColumn("emojis", String[].class)),
            Optional.ofNullable(row.getColumn("people", Long[].class))),
        FileColumns.of(row),
        PollColumns.of(row),
        PreviewColumns.of(row),
        OriginColumns.of(row),
        row.getColumn("apart", Boolean.class));
  }

  /**
   * The tag of the message: it shows only where it lies above the reader's floor, to who sees its
   * author and all who reacted.
   */
  public Tag tag() {
    return new Tag.Content(domain, conversation, needs, epoch, pos, whose());
  }

  private Whose whose() {
    if (reactions.isEmpty()) {
      return Whose.of(author);
    }
    Set<AccountId> people = new HashSet<>(Set.of(author));
    reactions.forEach(reaction -> people.addAll(reaction.people()));
    return Whose.of(people);
  }

  /**
   * The tag under which it shows whole: with its quote, which lies below, so a reader who sees that
   * sees this too; or with the name of who wrote what was passed on. Absent where it is one for
   * all.
   */
  Optional<Tag> wholeTag() {
    return quote
        .<Tag>map(it ->
            new Tag.Content(
                domain, conversation, needs, it.epoch(), it.pos(), whose().and(it.author())))
        .or(() ->
            origin
                .filter(it -> it.name().isPresent())
                .map(it ->
                    new Tag.Content(
                        domain, conversation, needs, epoch, pos, whose().and(it.author()))));
  }

  /** The message as a reader gets it who sees this much of it. */
  Message message(Person author, boolean whole, boolean outside) {
    return new Message(
        conversation,
        pos,
        author,
        text,
        sentAt,
        editedAt,
        quote.filter(_ -> whole).map(Quote::pos),
        pinned,
        reactions,
        files,
        Optional.of(outside),
        poll,
        previews,
        origin.map(it -> (whole ? it : it.nameless()).shown()));
  }

  /** About how many chars it takes on the wire. */
  int weight() {
    int people = reactions.stream().mapToInt(reaction -> 1 + reaction.people().size()).sum();
    int asked = poll.map(it -> 128 + String.join("", it.options()).length()).orElse(0);
    int shown = 1_024 * previews.size();
    return 256
        + text.map(String::length).orElse(0)
        + 20 * people
        + 512 * files.size()
        + asked
        + shown;
  }

  private static List<Reaction> reactions(Optional<String[]> emojis, Optional<Long[]> people) {
    if (emojis.isEmpty() || people.isEmpty()) {
      return List.of();
    }
    List<Reaction> reactions = new ArrayList<>();
    int begin = 0;
    for (int end = 1; end <= emojis.get().length; end++) {
      String emoji = emojis.get()[begin];
      if (end == emojis.get().length || !emojis.get()[end].equals(emoji)) {
        reactions.add(
            new Reaction(
                emoji,
                List.of(people.get()).subList(begin, end).stream().map(AccountId::new).toList()));
        begin = end;
      }
    }
    return reactions;
  }
}
