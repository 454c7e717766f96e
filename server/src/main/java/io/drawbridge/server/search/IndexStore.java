package io.drawbridge.server.search;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.words.IndexedText;
import java.util.List;

/** Gives messages their index entry that were written before there was one. */
final class IndexStore {
  /** Messages of one transaction. */
  static final int ROWS_MAX = 500;

  private final Database database;

  IndexStore(Database database) {
    this.database = database;
  }

  /** Indexes until nothing is missing; nodes that do so at once take different messages. */
  void fill() {
    int indexed = ROWS_MAX;
    while (indexed == ROWS_MAX) {
      indexed = some();
    }
  }

  private record Missing(long conversation, long pos, String terms) {}

  private int some() {
    return database.write(handle -> {
      List<Missing> missing =
          handle
              .createQuery(
                  """
                  select m.conversation, m.pos, m.author, m.text, c.domain,
                         array(select x.name from file x
                               where x.conversation = m.conversation and x.pos = m.pos and x.current
                               order by x.place)
                           || array(select unnest(string_to_array(p.options, chr(10))) from poll p
                                    where p.conversation = m.conversation and p.pos = m.pos) as names
                  from message m join conversation c on c.id = m.conversation
                  where m.terms is null and m.text is not null
                  limit :limit for update of m skip locked
                  """)
              .bind("limit", ROWS_MAX)
              .map((rows, context) ->
                  new Missing(
                      rows.getLong("conversation"),
                      rows.getLong("pos"),
                      IndexedText.of(
                          new DomainId(rows.getLong("domain")),
                          new ConversationId(rows.getLong("conversation")),
                          new AccountId(rows.getLong("author")),
                          rows.getString("text"),
                          List.of((String[]) rows.getArray("names").getArray()))))
              .list();
      if (!missing.isEmpty()) {
        handle
            .createUpdate(
                """
                update message m set terms = cast(u.terms as tsvector)
                from unnest(:conversations, :positions, :terms) as u (conversation, pos, terms)
                where m.conversation = u.conversation and m.pos = u.pos
                """)
            .bindArray(
                "conversations", Long.class, missing.stream().map(Missing::conversation).toList())
            .bindArray("positions", Long.class, missing.stream().map(Missing::pos).toList())
            .bindArray("terms", String.class, missing.stream().map(Missing::terms).toList())
            .execute();
      }
      return missing.size();
    });
  }
}
