package io.drawbridge.server.membership;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.Opening;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads what an addition finds, and what it would give. */
final class PreviewStore {
  private static final int MESSAGES_MAX = 10_000;

  /** How it is without them. {@code elsewhere} is 0 for an address: it may have no account. */
  record Before(
      boolean external,
      boolean there,
      int people,
      int externals,
      int elsewhere,
      boolean newMailDomain) {}

  /** What they would have. */
  record After(int messages, int threads, Optional<Instant> until) {}

  /**
   * How far it reaches without a removal, or with it.
   *
   * @param people who are there: the person, or everybody
   * @param others the other conversations of the same home that the person reaches
   */
  record Reach(int people, int others) {}

  /** The reach of a person, or of everybody who is there. */
  Reach reach(Handle handle, ConversationId conversation, Optional<AccountId> person) {
    return handle
        .createQuery(
            """
            with whom as (select cast(:person as bigint) as person),
            place as (select c.domain from conversation c where c.id = :conversation)
            select
              (select count(distinct p.person) from held_path p, whom
                where p.conversation = :conversation
                  and (whom.person is null or p.person = whom.person)) as people,
              (select count(distinct p.conversation) from held_path p, whom, place
                where p.person = whom.person and p.domain = place.domain
                  and p.conversation <> :conversation) as others
            """)
        .bind("conversation", conversation.value())
        .bind("person", person.map(AccountId::value))
        .map((rows, context) -> new Reach(rows.getInt("people"), rows.getInt("others")))
        .one();
  }

  Before before(
      Handle handle,
      ConversationId conversation,
      Optional<AccountId> person,
      Optional<String> email) {
    return handle
        .createQuery(
            """
            with place as (
              select c.id, c.domain from conversation c where c.id = :conversation),
            inside as (
              select distinct p.person, p.domain from held_path p where p.conversation = :conversation),
            invited as (
              select distinct invited_as(i.email, i.id, i.person) as email, i.person from invitation i
              where i.conversation = :conversation and i.state in ('pending', 'undeliverable')
                and invitation_state(i.state, i.expires_at, i.until) <> 'expired'),
            whom as (
              select cast(:person as bigint) as person,
                coalesce(cast(:email as text), (
                  select a.email from account a where a.id = cast(:person as bigint))) as email)
            select
              whom.person is null
                or seat_of(whom.person, place.domain) is null as external,
              exists (select from inside i where i.person = whom.person)
                or exists (select from invited i
                  where i.person = whom.person
                    or (i.person is null and i.email = cast(:email as text))) as there,
              (select count(*) from inside) as people,
              (select count(*) from inside i where seat_of(i.person, i.domain) is null)
                + (select count(*) from invited) as externals,
              (select count(*) from external_own l
                where l.person = whom.person and l.domain = place.domain
                  and l.conversation <> :conversation) as elsewhere,
              not exists (
                select from external_own l join account a on a.id = l.person
                where l.domain = place.domain and a.email <> whom.email
                  and split_part(a.email, '@', 2) = split_part(whom.email, '@', 2))
              and not exists (
                select from invitation i
                where i.domain = place.domain and i.state in ('pending', 'undeliverable')
                  and i.email <> whom.email
                  and split_part(i.email, '@', 2) = split_part(whom.email, '@', 2)) as new_domain
            from place, whom
            """)
        .bind("conversation", conversation.value())
        .bind("person", person.map(AccountId::value))
        .bind("email", email)
        .map((rows, context) ->
            new Before(
                rows.getBoolean("external"),
                rows.getBoolean("there"),
                rows.getInt("people"),
                rows.getInt("externals"),
                rows.getInt("elsewhere"),
                rows.getBoolean("new_domain")))
        .one();
  }

  /** {@code apart}: they would see no other external there (N-15). */
  After after(
      Handle handle,
      ConversationId conversation,
      Optional<AccountId> person,
      Optional<String> email,
      Opening opening,
      boolean apart) {
    return handle
        .createQuery(
            """
            select
              (select count(*) from (
                select from message m
                where m.conversation = :conversation and m.epoch >= :epoch and m.pos > :pos
                  and m.text is not null
                  and (not :apart or exists (
                    select from held_seat s join conversation c on c.domain = s.domain
                    where s.person = m.author and c.id = m.conversation))
                limit :max) m) as messages,
              (select count(*) from held_via v where v.grp = :conversation) as threads,
              coalesce(
                (select l.until from held_own l
                  where l.person = cast(:person as bigint) and l.conversation = :conversation),
                (select i.until from invitation i
                  where i.conversation = :conversation
                    and (i.person = cast(:person as bigint)
                      or (i.person is null and i.email = cast(:email as text)))
                    and i.state in ('pending', 'undeliverable'))) as until
            """)
        .bind("conversation", conversation.value())
        .bind("epoch", opening.epoch())
        .bind("pos", opening.pos())
        .bind("max", MESSAGES_MAX)
        .bind("apart", apart)
        .bind("person", person.map(AccountId::value))
        .bind("email", email)
        .map((rows, context) ->
            new After(
                rows.getInt("messages"),
                rows.getInt("threads"),
                Optional.ofNullable(rows.getTimestamp("until")).map(Timestamp::toInstant)))
        .one();
  }
}
