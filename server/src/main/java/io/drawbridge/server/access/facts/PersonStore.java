package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.view.ViewStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Reads what is shown of people, and who has a seat. */
public final class PersonStore {
  /** The facts of a person that every conversation shows alike. */
  record Card(
      AccountId id, String name, boolean bot, boolean unverified, boolean erasedSomewhere) {}

  Map<AccountId, Card> cards(Handle handle, Collection<AccountId> people) {
    return handle
        .createQuery(
            """
            select a.id, a.name, a.kind,
              a.ended_at is null and unverified(a.kind, a.email) as unverified,
              exists (select from erased_person e where e.person = a.id) as erased
            from account a where a.id = any(:people)
            """)
        .bind("people", ViewStore.numbers(people))
        .map((rows, context) ->
            new Card(
                new AccountId(rows.getLong("id")),
                rows.getString("name"),
                "bot".equals(rows.getString("kind")),
                rows.getBoolean("unverified"),
                rows.getBoolean("erased")))
        .collect(Collectors.toMap(Card::id, Function.identity()));
  }

  /** Those of the people whom the domain's workspace has erased, and who did not come again. */
  Set<AccountId> erased(Handle handle, DomainId domain, Collection<AccountId> people) {
    return handle
        .createQuery("select person from erased where domain = :domain and person = any(:people)")
        .bind("domain", domain.value())
        .bind("people", ViewStore.numbers(people))
        .map((rows, context) -> new AccountId(rows.getLong("person")))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Those of the people who have a seat in the domain's workspace. */
  Set<AccountId> seated(Handle handle, DomainId domain, Collection<AccountId> people) {
    List<AccountId> seated =
        handle
            .createQuery(
                """
                select s.person from held_seat s
                where s.domain = :domain and s.person = any(:people)
                """)
            .bind("domain", domain.value())
            .bind("people", ViewStore.numbers(people))
            .map((rows, context) -> new AccountId(rows.getLong("person")))
            .list();
    return Set.copyOf(seated);
  }
}
