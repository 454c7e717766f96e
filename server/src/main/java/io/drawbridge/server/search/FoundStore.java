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

  /** Messages that are read one after the other; where there are more the index is asked. */
  private static final int READ_MAX = 20_000;

  private static final String AFTER = "(m.pos, m.conversation) < (:pos, :conversation)";

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
    if (places.size() <= NAMED_MAX) {
      return rows(inNamed(), after, limit);
    }
    if (ranked) {
      return rows(inAllRanked(), after, limit);
    }
    List<MessageRow> newest = rows(inOrder(newest()), after, limit);
    return newest.size() == limit ? newest : rows(inOrder(indexed()), after, limit);
  }

  private List<MessageRow> rows(String found, PagePlace after, int limit) {
    String sql =
        """
        with %s
        select %s
        from found f
        join message m on m.conversation = f.conversation and m.pos = f.at
        join conversation c on c.id = m.conversation
        join domain d on d.id = c.domain
        %s
        order by f.rank desc, m.pos desc, m.conversation desc
        """
            .formatted(found, MessageRow.COLUMNS, MessageRow.REACTIONS);
    Query statement =
        handle
            .createQuery(sql)
            .bind("reader", reader.value())
            .bind("terms", IndexQuery.of(query, reader, where()))
            .bind("pos", after.key())
            .bind("conversation", after.conversation())
            .bind("limit", limit);
    if (named()) {
      statement.bindArray(
          "places", Long.class, places.stream().map(it -> it.conversation().value()).toList());
    }
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

  /**
   * In a few conversations: their floors first. A reader who sees little there has all of it read,
   * so that neither time nor plan knows of what others wrote; who sees more has the index asked.
   */
  private String inNamed() {
    return """
    place as materialized (
      select k.id, k.domain, f.epoch, f.pos, f.apart
      from conversation k cross join lateral floor_of(:reader, k.id) f
      where k.id = any(:places)),
    seen as materialized (
      select count(*) as messages from (
        select from place f
        cross join lateral (
          select from message m where m.conversation = f.id and m.pos > f.pos limit %1$d) x
        limit %1$d) x),
    hit as (
      select m.conversation, m.pos, m.epoch, m.author, %2$s as rank
      from place f
      cross join lateral (
        select m.* from message m
        where m.conversation = f.id and m.pos > f.pos and (select messages from seen) < %1$d
        offset 0) m
      where %3$s
      union all
      select m.conversation, m.pos, m.epoch, m.author, %2$s from message m
      where m.conversation = any(:places) and (select messages from seen) >= %1$d and %3$s),
    found as (
      select m.conversation, m.pos as at, m.rank, f.epoch, f.pos, f.apart
      from hit m join place f on f.id = m.conversation
      where m.pos > f.pos and m.epoch >= f.epoch%4$s
      order by m.rank desc, m.pos desc, m.conversation desc limit :limit)
    """
        .formatted(READ_MAX, rank(), matches(), seen());
  }

  /** In many: all that the index has, ranked; the floor of each conversation once. */
  private String inAllRanked() {
    return """
    hit as materialized (
      select m.conversation, m.pos, m.epoch, m.author, %s as rank from message m where %s),
    floor as materialized (
      select x.conversation, k.domain, f.epoch, f.pos, f.apart
      from (select distinct conversation from hit) x
      join conversation k on k.id = x.conversation
      cross join lateral floor_of(:reader, x.conversation) f),
    found as (
      select m.conversation, m.pos as at, m.rank, f.epoch, f.pos, f.apart
      from hit m join floor f on f.conversation = m.conversation
      where m.pos > f.pos and m.epoch >= f.epoch%s
      order by m.rank desc, m.pos desc, m.conversation desc limit :limit)
    """
        .formatted(rank(), matches() + among(), seen());
  }

  /** In many, the newest first: floors are asked for one by one until the page is full. */
  private String inOrder(String hits) {
    return """
    found as (
      select m.conversation, m.pos as at, 0 as rank, f.epoch, f.pos, f.apart
      from (%s) m
      cross join lateral (
        select k.domain, f.epoch, f.pos, f.apart
        from conversation k cross join lateral floor_of(:reader, k.id) f
        where k.id = m.conversation offset 0) f
      where m.pos > f.pos and m.epoch >= f.epoch%s
      order by m.pos desc, m.conversation desc limit :limit)
    """
        .formatted(hits, seen());
  }

  /** Those among the newest messages of all: they fill a page that asks for a frequent word. */
  private String newest() {
    return """
    select m.conversation, m.pos, m.epoch, m.author from (
      select m.* from message m where %s
      order by m.pos desc, m.conversation desc limit %d) m
    where %s
    order by m.pos desc, m.conversation desc offset 0
    """
        .formatted(AFTER, READ_MAX, matches() + among());
  }

  /** Those that the index has. */
  private String indexed() {
    return """
    select m.conversation, m.pos, m.epoch, m.author from message m
    where %s
    order by m.pos desc, m.conversation desc offset 0
    """
        .formatted(matches() + among());
  }

  private String matches() {
    return "m.terms @@ cast(:terms as tsquery) and m.text is not null and " + AFTER + conditions();
  }

  /** What is asked of many conversations is asked by their names only if some are left out. */
  private String among() {
    return named() ? " and m.conversation = any(:places)" : "";
  }

  private boolean named() {
    return places.size() <= NAMED_MAX
        || !query.in().isEmpty()
        || query.marks().contains(Mark.EXTERNAL);
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
