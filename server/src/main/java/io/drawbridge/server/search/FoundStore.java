package io.drawbridge.server.search;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.search.SearchOrder;
import io.drawbridge.server.delivery.words.IndexedText;
import io.drawbridge.server.message.MessageRow;
import io.drawbridge.server.message.PagePlace;
import io.drawbridge.server.search.SearchQuery.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Finds messages by the words that stand beside their texts, within a snapshot and some
 * conversations. The reader's floors join the statement before anything is counted, ranked or cut.
 */
final class FoundStore {
  /**
   * Conversations that the index is asked for by name. Who looks in more has it asked for their
   * workspaces, and what stands elsewhere there dropped by its row.
   */
  private static final int NAMED_MAX = 64;

  private final Handle handle;
  private final AccountId reader;
  private final SearchQuery query;
  private final List<Reach> places;
  private final boolean ranked;
  private final List<String> names;

  FoundStore(
      Handle handle, AccountId reader, SearchQuery query, List<Reach> places, SearchOrder order) {
    this.handle = handle;
    this.reader = reader;
    this.query = query;
    this.places = places;
    this.ranked = query.ranked(order);
    this.names = query.from().stream().filter(it -> !it.equals(SearchQuery.ME)).toList();
  }

  /** The messages that the reader sees, in the order asked for. */
  List<MessageRow> find(PagePlace after, int limit) {
    String sql =
        """
        with hit as materialized (
          select m.conversation, m.pos, m.epoch, m.author, %s as rank from message m
          where m.terms @@ cast(:terms as tsquery) and m.text is not null
            and m.conversation = any(:places)
            and (m.pos, m.conversation) < (:pos, :conversation)%s),
        floor as materialized (
          select x.conversation, k.domain, f.epoch, f.pos, f.apart
          from (select distinct conversation from hit) x
          join conversation k on k.id = x.conversation
          cross join lateral floor_of(:reader, x.conversation) f),
        found as (
          select m.conversation, m.pos, m.rank from hit m
          join floor f on f.conversation = m.conversation
          where m.pos > f.pos and m.epoch >= f.epoch%s
          order by m.rank desc, m.pos desc, m.conversation desc limit :limit)
        select %s
        from found x
        join floor f on f.conversation = x.conversation
        join message m on m.conversation = x.conversation and m.pos = x.pos
        join conversation c on c.id = m.conversation
        join domain d on d.id = c.domain
        %s
        order by x.rank desc, m.pos desc, m.conversation desc
        """
            .formatted(rank(), conditions(), seen(), MessageRow.COLUMNS, MessageRow.REACTIONS);
    Query statement =
        handle
            .createQuery(sql)
            .bind("reader", reader.value())
            .bindArray(
                "places", Long.class, places.stream().map(it -> it.conversation().value()).toList())
            .bind("terms", IndexQuery.of(query, reader, where()))
            .bind("pos", after.key())
            .bind("conversation", after.conversation())
            .bind("limit", limit);
    if (ranked) {
      statement.bind("words", IndexQuery.ranking(query));
    }
    query.begin().ifPresent(it -> statement.bind("begin", it));
    query.end().ifPresent(it -> statement.bind("end", it));
    if (!names.isEmpty()) {
      bindNames(statement);
    }
    return statement.map(MessageRow::of).list();
  }

  /** The words of the conversations, or of their domains. */
  private List<String> where() {
    return places.size() <= NAMED_MAX
        ? places.stream().map(it -> IndexedText.in(it.conversation())).toList()
        : places.stream().map(it -> IndexedText.in(it.domain())).distinct().toList();
  }

  private String rank() {
    return ranked
        ? "ts_rank_cd('%s', m.terms, cast(:words as tsquery))".formatted(IndexedText.WEIGHTS)
        : "0";
  }

  /** The conditions that a message has to meet by itself. */
  private String conditions() {
    List<String> conditions = new ArrayList<>();
    if (query.begin().isPresent()) {
      conditions.add("m.sent_at >= :begin");
    }
    if (query.end().isPresent()) {
      conditions.add("m.sent_at < :end");
    }
    if (!names.isEmpty()) {
      conditions.add(
          """
          (m.author = any(:authors) or exists (
            select from conversation k
            where k.id = m.conversation and lower(shown_name(m.author, k.domain)) like any(:names)))
          """);
    }
    if (query.marks().contains(Mark.FILE)) {
      conditions.add(
          """
          exists (select from file v
            where v.conversation = m.conversation and v.pos = m.pos and v.current)
          """);
    }
    if (query.marks().contains(Mark.MENTION)) {
      conditions.add(
          """
          exists (select from mention n
            where n.account = :reader and n.conversation = m.conversation and n.pos = m.pos)
          """);
    }
    return all(conditions);
  }

  /** The conditions that ask whom the reader sees there, by the floor {@code f} (N-15). */
  private String seen() {
    List<String> conditions = new ArrayList<>();
    conditions.add("(not f.apart or sees_person(:reader, m.author, f.domain))");
    if (query.marks().contains(Mark.REACTION)) {
      conditions.add(
          """
          exists (select from reaction x
            where x.conversation = m.conversation and x.pos = m.pos
              and (not f.apart or sees_person(:reader, x.account, f.domain)))
          """);
    }
    return all(conditions);
  }

  private static String all(List<String> conditions) {
    StringBuilder all = new StringBuilder();
    conditions.forEach(it -> all.append("\n and ").append(it.strip()));
    return all.toString();
  }

  private void bindNames(Query statement) {
    List<Long> authors = new ArrayList<>(names.stream().flatMap(FoundStore::account).toList());
    if (query.from().size() > names.size()) {
      authors.add(reader.value());
    }
    statement
        .bindArray("authors", Long.class, authors)
        .bindArray("names", String.class, names.stream().flatMap(FoundStore::patterns).toList());
  }

  /** The account that is written there, if it is one. */
  private static Stream<Long> account(String name) {
    try {
      return Stream.of(AccountId.parse(name).value());
    } catch (ProtocolException none) {
      return Stream.empty();
    }
  }

  /** A name, or the last part of one, that begins so. */
  private static Stream<String> patterns(String name) {
    String begun =
        name.toLowerCase(Locale.ROOT).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            + "%";
    return Stream.of(begun, "% " + begun);
  }
}
