package io.drawbridge.server.access.link;

import io.drawbridge.protocol.people.ExternalSelection;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Binds what a selection of externals names: {@code domain}, and of {@code people} with {@code
 * places}, {@code mailDomain} and {@code one} those that it has.
 */
public final class SelectionParameters {
  private SelectionParameters() {}

  public static <S extends SqlStatement<S>> S bind(
      S statement, DomainId domain, ExternalSelection which) {
    S bound = statement.bind("domain", domain.value());
    return switch (which) {
      case ExternalSelection.Grants(var grants) ->
          bound
              .bindArray(
                  "people", Long.class, grants.stream().map(it -> it.person().value()).toList())
              .bindArray(
                  "places",
                  Long.class,
                  grants.stream().map(it -> it.conversation().value()).toList());
      case ExternalSelection.OfPerson(var person) -> bound.bind("one", person.value());
      case ExternalSelection.OfMailDomain(var mailDomain) -> bound.bind("mailDomain", mailDomain);
      case ExternalSelection.OfInviter(var inviter) -> bound.bind("one", inviter.value());
      case ExternalSelection.OfConversation(var conversation) ->
          bound.bind("one", conversation.value());
    };
  }
}
