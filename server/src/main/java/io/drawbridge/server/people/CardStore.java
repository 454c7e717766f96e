package io.drawbridge.server.people;

import io.drawbridge.protocol.card.Profile;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.PeopleResult.PersonShown;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.account.credential.CardRow;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/** Reads where two people meet, and what one of them says of themselves. */
final class CardStore {
  /** The places that are looked at for one that shows the profile. */
  private static final int PLACES_MAX = 200;

  private static final String MEETINGS =
      """
      with p as (select cast(:person as bigint) as person),
      %s,
      %s,
      met as (
        select y.domain, null::bigint as conversation
        from p, seats y where %s
        union
        select x.domain, x.conversation from p, place x where %s)
      select m.domain, m.conversation, d.epoch,
        not exists (
          select from held_seat s where s.person = :person and s.domain = m.domain) as external
      from met m join domain d on d.id = m.domain
      order by m.conversation nulls first, m.domain
      limit :max
      """
          .formatted(
              CommonGround.SEATS, CommonGround.PLACES, CommonGround.SEATED, CommonGround.MEETS);

  /** A workspace or a conversation that both are in, and what the person is there. */
  record Met(
      AccountId person,
      DomainId domain,
      Optional<ConversationId> conversation,
      long epoch,
      boolean external) {
    Tag tag() {
      return conversation
          .<Tag>map(it -> new Tag.Conversation(domain, it, epoch, Whose.of(person)))
          .orElseGet(() -> new Tag.Seat(domain, epoch));
    }

    boolean samePlace(Met other) {
      return domain.equals(other.domain) && conversation.equals(other.conversation);
    }
  }

  /** Where they meet now, workspaces that both are members of first. */
  List<Met> meetings(Handle handle, AccountId asker, AccountId person) {
    return handle
        .createQuery(MEETINGS)
        .bind("asker", asker.value())
        .bind("person", person.value())
        .bind("max", PLACES_MAX)
        .map((RowView row) -> {
          @Nullable Long conversation = row.getColumn("conversation", Long.class);
          return new Met(
              person,
              new DomainId(row.getColumn("domain", Long.class)),
              Optional.ofNullable(conversation).map(ConversationId::new),
              row.getColumn("epoch", Long.class),
              row.getColumn("external", Boolean.class));
        })
        .list();
  }

  /** The card of a person, unless their account has ended. */
  Optional<PersonShown> card(
      Handle handle, AccountId person, boolean external, boolean withProfile) {
    return handle
        .createQuery(
            """
            select name, kind = 'bot' as bot, title, organisation, status_text, time_zone, email,
              locale, unverified(kind, email) as unverified,
              (select p.name from portrait p where p.account = account.id) as picture
            from account where id = :id and ended_at is null
            """)
        .bind("id", person.value())
        .map((RowView row) ->
            new PersonShown(
                new Person(
                    person,
                    row.getColumn("name", String.class),
                    external,
                    row.getColumn("bot", Boolean.class),
                    row.getColumn("unverified", Boolean.class)),
                CardRow.card(row),
                withProfile
                    ? Optional.of(
                        new Profile(
                            Optional.ofNullable(row.getColumn("email", String.class)),
                            CardRow.locale(row)))
                    : Optional.empty()))
        .findOne();
  }
}
