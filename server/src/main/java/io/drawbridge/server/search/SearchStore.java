package io.drawbridge.server.search;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.search.SearchOrder;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.message.MessageRow;
import io.drawbridge.server.message.Messages;
import io.drawbridge.server.message.PagePlace;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** Looks in one snapshot for what a reader may find: where they are, and what stands there. */
final class SearchStore {
  private final Database database;

  SearchStore(Database database) {
    this.database = database;
  }

  /**
   * What one snapshot has for a reader.
   *
   * @param reach all that a path leads to, by name
   * @param next where the next page begins
   */
  record Looked(List<Reach> reach, List<MessageRow> rows, Optional<PagePlace> next) {}

  /**
   * Looks among some of the conversations that the reader reaches.
   *
   * @param limit messages at most
   */
  Looked look(
      AccountId reader,
      SearchQuery query,
      Predicate<Reach> among,
      SearchOrder order,
      PagePlace after,
      int limit) {
    return database.read(handle -> {
      List<Reach> reach = reach(handle, reader, query.marks().contains(SearchQuery.Mark.EXTERNAL));
      List<Reach> places = reach.stream().filter(among).toList();
      if (places.isEmpty()) {
        return new Looked(reach, List.of(), Optional.empty());
      }
      List<MessageRow> rows =
          new FoundStore(handle, reader, query, places, order).find(after, limit + 1);
      List<MessageRow> page = Messages.fitting(rows.subList(0, Math.min(limit, rows.size())));
      boolean more = page.size() < rows.size() && !query.ranked(order);
      return new Looked(
          reach, page, more ? Optional.of(PagePlace.of(page.getLast())) : Optional.empty());
    });
  }

  /** Conversations that a path leads the reader to; on request those with somebody from outside. */
  private static List<Reach> reach(Handle handle, AccountId reader, boolean external) {
    return handle
        .createQuery(
            """
            select c.id, c.domain, d.epoch, c.kind, c.name, c.state = 'archived' as archived
            from reach_of(:reader) r
            join conversation c on c.id = r.conversation
            join domain d on d.id = c.domain
            where not :external or exists (
              select from held_path p
              where p.conversation = c.id
                and not exists (select from held_seat s where s.person = p.person and s.domain = c.domain))
            order by lower(c.name), c.id
            """)
        .bind("reader", reader.value())
        .bind("external", external)
        .map((rows, context) ->
            new Reach(
                new ConversationId(rows.getLong("id")),
                new DomainId(rows.getLong("domain")),
                rows.getLong("epoch"),
                WireName.parse(ConversationKind.class, rows.getString("kind")),
                rows.getString("name"),
                rows.getBoolean("archived")))
        .list();
  }
}
