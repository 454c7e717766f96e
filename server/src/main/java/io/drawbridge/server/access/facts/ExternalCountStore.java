package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.ExternalCounts;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.ExternalCount;
import io.drawbridge.server.access.rules.Policies;
import io.drawbridge.server.access.rules.QuotaRules;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Counts externals by the conversations that they are in or invited to. */
public final class ExternalCountStore {
  private static final String COUNT =
      """
      with supposed as (
        select s.person, coalesce(a.email, nullif(s.email, ''), s.person::text) as who, s.conversation
        from unnest(:people, :emails, :conversations) as s (person, email, conversation)
        left join account a on a.id = s.person
        where not exists (
          select from held_seat m where m.person = s.person and m.domain = :domain)),
      external as (
        select e.who, count(*) as places
        from (
          select coalesce(s.who, p.who) as who, p.conversation
          from external_places(:domain) p
          left join supposed s on s.person > 0 and p.who = invited_as(null, null, s.person)
          union
          select s.who, s.conversation from supposed s) e
        group by e.who
      )
      select
        (select count(*) from external_guests(:domain) g
         where not exists (select from external e where e.who = g.who)) as none,
        (select count(*) from external e where e.places = 1) as single,
        (select count(*) from external e where e.places > 1) as multi,
        (select count(*) from held_seat s join account a on a.id = s.person and a.kind = 'person'
         where s.domain = :domain) as members
      """;

  private static final String PLACES =
      """
      select count(*) from external_places(:domain) p
      where p.who = coalesce(
        cast(:email as text),
        (select case when listed_external(a.id, :domain) then coalesce(a.email, a.id::text)
                  else invited_as(null, null, a.id) end
         from account a where a.id = cast(:person as bigint)))
      """;

  private static final String OUTSIDE =
      """
      select w.email, count(p.conversation) as places
      from unnest(:emails) as w (email) left join external_places(:domain) p on p.who = w.email
      group by w.email
      having coalesce(bool_and(p.conversation <> :conversation), true)
      """;

  private final PolicyStore policies = new PolicyStore();

  /** A person, or an address that is invited; who was named and invited is a person. */
  public record Who(Optional<AccountId> person, Optional<String> email) {
    public static Who of(AccountId person) {
      return new Who(Optional.of(person), Optional.empty());
    }

    public static Who of(String email) {
      return new Who(Optional.empty(), Optional.of(email));
    }
  }

  /** A conversation that an external is in or invited to. */
  public record Place(Who who, ConversationId conversation) {}

  /** The numbers beside the quotas, as these are or are supposed to be. */
  public ExternalCounts counts(Handle handle, DomainId domain, Supposition supposed) {
    Policies inForce =
        supposed
            .workspace()
            .map(Policies::of)
            .or(() -> policies.inForce(handle, domain))
            .orElse(Policies.DEFAULTS);
    return QuotaRules.beside(inForce, count(handle, domain));
  }

  ExternalCount count(Handle handle, DomainId domain) {
    return count(handle, domain, List.of());
  }

  /** The same, as if these places were taken too; those of members are none of externals. */
  ExternalCount count(Handle handle, DomainId domain, Collection<Place> supposed) {
    return handle
        .createQuery(COUNT)
        .bind("domain", domain.value())
        .bindArray(
            "people",
            Long.class,
            supposed.stream()
                .map(place -> place.who().person().map(AccountId::value).orElse(0L))
                .toList())
        .bindArray(
            "emails",
            String.class,
            supposed.stream().map(place -> place.who().email().orElse("")).toList())
        .bindArray(
            "conversations",
            Long.class,
            supposed.stream().map(place -> place.conversation().value()).toList())
        .map((rows, context) ->
            new ExternalCount(
                rows.getInt("none"),
                rows.getInt("single"),
                rows.getInt("multi"),
                rows.getInt("members")))
        .one();
  }

  /**
   * The number of conversations that the owner of each address is in or invited to, as an external;
   * not of those who have a place in this one.
   */
  Map<String, Integer> placesOfOthers(
      Handle handle, DomainId domain, ConversationId conversation, Collection<String> emails) {
    Map<String, Integer> places = new HashMap<>();
    handle
        .createQuery(OUTSIDE)
        .bind("domain", domain.value())
        .bind("conversation", conversation.value())
        .bindArray("emails", String.class, emails)
        .map((rows, context) -> places.put(rows.getString("email"), rows.getInt("places")))
        .list();
    return places;
  }

  /** The number of conversations that they are in or invited to, as an external. */
  public int places(Handle handle, DomainId domain, Who who) {
    return handle
        .createQuery(PLACES)
        .bind("domain", domain.value())
        .bind("person", who.person().map(AccountId::value))
        .bind("email", who.email())
        .mapTo(Integer.class)
        .one();
  }
}
