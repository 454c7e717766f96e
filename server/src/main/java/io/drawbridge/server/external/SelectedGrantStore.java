package io.drawbridge.server.external;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.SelectionParameters;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Finds what a selection means now: the own links of externals, and those whom a group leads to the
 * one conversation that was named.
 */
public final class SelectedGrantStore {
  private static final String OWN =
      "select l.person, l.conversation from external_own l where l.domain = :domain and ";

  /** A suspended external whom a group would lead there again is meant too. */
  private static final String BY_GROUP =
      """
      select distinct p.person, p.conversation from lasting_path p
      where p.conversation = :one and p.domain = :domain and p.grp is not null
        and not exists (
          select from held_seat s where s.person = p.person and s.domain = p.domain)
      """;

  /** The numbers of what would end. */
  public record Counts(int grants, int people, int conversations) {}

  public Counts count(Handle handle, DomainId domain, ExternalSelection which) {
    String all =
        which instanceof ExternalSelection.OfConversation
            ? OWN + condition(which) + " union " + BY_GROUP
            : OWN + condition(which);
    String sql =
        """
        select count(*) as grants, count(distinct g.person) as people,
          count(distinct g.conversation) as conversations
        from (%s) g
        """
            .formatted(all);
    return SelectionParameters.bind(handle.createQuery(sql), domain, which)
        .map((rows, context) ->
            new Counts(rows.getInt("grants"), rows.getInt("people"), rows.getInt("conversations")))
        .one();
  }

  /** Some of the own links, in the order of the people's ids. */
  public List<Ended> own(Handle handle, DomainId domain, ExternalSelection which, int max) {
    return own(handle, domain, which, Optional.empty(), max);
  }

  /** Those of them that come after another. */
  List<Ended> own(
      Handle handle, DomainId domain, ExternalSelection which, Optional<Ended> after, int max) {
    String sql =
        OWN
            + condition(which)
            + " and (l.person, l.conversation) > (:afterPerson, :afterPlace)"
            + " order by l.person, l.conversation limit :max";
    return SelectionParameters.bind(handle.createQuery(sql), domain, which)
        .bind("afterPerson", after.map(it -> it.person().value()).orElse(0L))
        .bind("afterPlace", after.map(it -> it.conversation().value()).orElse(0L))
        .bind("max", max)
        .map((rows, context) ->
            new Ended(
                new ConversationId(rows.getLong("conversation")),
                new AccountId(rows.getLong("person"))))
        .list();
  }

  /** Some of the externals whom a group leads to the conversation. */
  List<AccountId> byGroup(Handle handle, DomainId domain, ConversationId conversation, int max) {
    return handle
        .createQuery("select g.person from (%s) g order by g.person limit :max".formatted(BY_GROUP))
        .bind("domain", domain.value())
        .bind("one", conversation.value())
        .bind("max", max)
        .mapTo(Long.class)
        .map(AccountId::new)
        .list();
  }

  static String condition(ExternalSelection which) {
    return switch (which) {
      case ExternalSelection.Grants _ ->
          "(l.person, l.conversation) in (select * from unnest(:people, :places))";
      case ExternalSelection.OfPerson _ -> "l.person = :one";
      case ExternalSelection.OfMailDomain _ ->
          """
          exists (
            select from account m where m.id = l.person and split_part(m.email, '@', 2) = :mailDomain)
          """;
      case ExternalSelection.OfInviter _ -> "l.sponsor = :one";
      case ExternalSelection.OfConversation _ -> "l.conversation = :one";
    };
  }
}
