package io.drawbridge.server.workspace.departure;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.SeatResult.EndedPlace;
import io.drawbridge.server.access.link.DomainId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads who has a seat, and where people are in a workspace. */
final class DepartureStore {
  /** Returns whether the person is a member of the workspace. */
  boolean seated(Handle handle, DomainId domain, AccountId person) {
    return handle
        .createQuery(
            """
            select exists (
              select from held_seat s where s.domain = :domain and s.person = :person)
            """)
        .bind("domain", domain.value())
        .bind("person", person.value())
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * The conversations that a path leads the person to, those that a suspension lets rest included;
   * true of those that a link of their own leads to.
   */
  Map<ConversationId, Boolean> reached(Handle handle, DomainId domain, AccountId person) {
    Map<ConversationId, Boolean> reached = new HashMap<>();
    handle
        .createQuery(
            """
            select p.conversation, bool_or(p.grp is null) as own
            from lasting_path p
            where p.person = :person and p.domain = :domain
            group by p.conversation
            """)
        .bind("domain", domain.value())
        .bind("person", person.value())
        .map((rows, context) ->
            reached.put(new ConversationId(rows.getLong("conversation")), rows.getBoolean("own")))
        .list();
    return reached;
  }

  /** These conversations, as somebody may know them who runs the workspace (7.3). */
  List<EndedPlace> describe(
      Handle handle,
      AccountId reader,
      Collection<ConversationId> places,
      Map<ConversationId, Boolean> own) {
    return handle
        .createQuery(
            """
            select c.id, c.kind, listed_name(:reader, c.id) as name
            from unnest(:places) with ordinality as p (id, n)
            join conversation c on c.id = p.id
            order by p.n
            """)
        .bind("reader", reader.value())
        .bindArray("places", Long.class, places.stream().map(ConversationId::value).toList())
        .map((rows, context) -> {
          ConversationId place = new ConversationId(rows.getLong("id"));
          return new EndedPlace(
              place,
              WireName.parse(ConversationKind.class, rows.getString("kind")),
              Optional.ofNullable(rows.getString("name")),
              own.getOrDefault(place, false));
        })
        .list();
  }
}
