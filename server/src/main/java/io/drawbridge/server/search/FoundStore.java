package io.drawbridge.server.search;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.search.SearchOrder;
import io.drawbridge.server.delivery.words.IndexedText;
import io.drawbridge.server.message.MessageRow;
import io.drawbridge.server.search.SearchQuery.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Finds messages by the words that stand beside their texts, within a snapshot and some
 * conversations. The reader's floor joins each statement that reads what is shown.
 */
final class FoundStore {
  /** Messages looked through at a time where floors come second. */
  static final int SCAN = 300;

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
    this.ranked = order == SearchOrder.BEST && !query.present().isEmpty();
    this.names = query.from().stream().filter(it -> !it.equals(SearchQuery.ME)).toList();
  }

  /** Messages above the reader's floors, which are looked up first; in the order asked for. */
  List<MessageRow> aboveFloors(SearchPlace after, int limit) {
    String sql =
        """
        with floor as materialized (
          select x.conversation, k.domain, f.epoch, f.pos, f.apart
          from unnest(:places) as x (conversation)
          join conversation k on k.id = x.conversation
          cross join lateral floor_of(:reader, x.conversation) f),
        found as (
          select m.*, %s as rank from message m
          join floor f on f.conversation = m.conversation
          where m.terms @@ cast(:terms as tsquery) and m.text is not null
            and m.pos > f.pos and m.epoch >= f.epoch
            and (m.pos, m.conversation) < (:pos, :conversation)%s%s
          order by rank desc, m.pos desc, m.conversation desc limit :limit)
        select %s
        from found m
        join floor f on f.conversation = m.conversation
        join conversation c on c.id = m.conversation
        join domain d on d.id = c.domain
        %s
        order by m.rank desc, m.pos desc, m.conversation desc
        """
            .formatted(rank(), conditions(), seen(), MessageRow.COLUMNS, MessageRow.REACTIONS);
    List<String> where =
        places.stream().map(it -> IndexedText.in(it.conversation())).distinct().toList();
    return bound(sql, where, after).bind("limit", limit).map(MessageRow::of).list();
  }

  /** Where messages with the words stand, above a floor or not; in the order asked for. */
  List<SearchPlace> places(SearchPlace after) {
    String sql =
        """
        select m.conversation, m.pos, %s as rank from message m
        where m.terms @@ cast(:terms as tsquery) and m.text is not null
          and m.conversation = any(:places)
          and (m.pos, m.conversation) < (:pos, :conversation)%s
        order by rank desc, m.pos desc, m.conversation desc limit :limit
        """
            .formatted(rank(), conditions());
    List<String> where = places.stream().map(it -> IndexedText.in(it.domain())).distinct().toList();
    return bound(sql, where, after)
        .bind("limit", SCAN)
        .map((rows, context) -> new SearchPlace(rows.getLong("pos"), rows.getLong("conversation")))
        .list();
  }

  /** Those that lie above the reader's floors, in their order. */
  List<MessageRow> shown(List<SearchPlace> found) {
    String sql =
        """
        with place as materialized (
          select t.conversation, t.pos, t.turn
          from unnest(:conversations, :positions) with ordinality as t (conversation, pos, turn)),
        floor as materialized (
          select x.conversation, k.domain, f.epoch, f.pos, f.apart
          from (select distinct conversation from place) x
          join conversation k on k.id = x.conversation
          cross join lateral floor_of(:reader, x.conversation) f)
        select %s
        from place t
        join floor f on f.conversation = t.conversation
        join message m on m.conversation = t.conversation and m.pos = t.pos
        join conversation c on c.id = m.conversation
        join domain d on d.id = c.domain
        %s
        where m.pos > f.pos and m.epoch >= f.epoch and m.text is not null%s
        order by t.turn
        """
            .formatted(MessageRow.COLUMNS, MessageRow.REACTIONS, seen());
    return handle
        .createQuery(sql)
        .bind("reader", reader.value())
        .bindArray(
            "conversations", Long.class, found.stream().map(SearchPlace::conversation).toList())
        .bindArray("positions", Long.class, found.stream().map(SearchPlace::pos).toList())
        .map(MessageRow::of)
        .list();
  }

  private String rank() {
    return ranked ? "ts_rank_cd(m.terms, cast(:words as tsquery))" : "0";
  }

  /** What else a message has to meet, each as one more condition. */
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

  private Query bound(String sql, List<String> where, SearchPlace after) {
    Query statement =
        handle
            .createQuery(sql)
            .bindArray(
                "places", Long.class, places.stream().map(it -> it.conversation().value()).toList())
            .bind("terms", IndexQuery.of(query, reader, where))
            .bind("pos", after.pos())
            .bind("conversation", after.conversation());
    if (sql.contains(":reader")) {
      statement.bind("reader", reader.value());
    }
    if (ranked) {
      statement.bind("words", IndexQuery.ranking(query));
    }
    query.begin().ifPresent(it -> statement.bind("begin", it));
    query.end().ifPresent(it -> statement.bind("end", it));
    if (!names.isEmpty()) {
      List<Long> authors = new ArrayList<>(names.stream().flatMap(FoundStore::account).toList());
      if (query.from().size() > names.size()) {
        authors.add(reader.value());
      }
      statement
          .bindArray("authors", Long.class, authors)
          .bindArray("names", String.class, names.stream().flatMap(FoundStore::patterns).toList());
    }
    return statement;
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
