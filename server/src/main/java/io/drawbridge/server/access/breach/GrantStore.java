package io.drawbridge.server.access.breach;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.EmailRule;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.access.facts.ConversationStore;
import io.drawbridge.server.access.facts.Supposition;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.ConversationFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads what externals have, with the policies that are asked about it. */
final class GrantStore {
  private static final String WHERE =
      "(select %s from %s where c.id = g.conversation) k on true"
          .formatted(ConversationStore.SUPPOSED_COLUMNS, ConversationStore.SUPPOSED_FROM);

  private static final String GRANTS =
      """
      select g.person, g.term as until, g.confirm_by, g.reason is not null as excepted, a.email,
        unverified(a.kind, a.email) as unverified, k.*
      from external_own g join account a on a.id = g.person join lateral %s
      where g.domain = :domain and (g.person, g.conversation) > (:afterPerson, :afterPlace)
        and g.conversation = coalesce(cast(:only as bigint), g.conversation)
      order by g.person, g.conversation
      limit :max
      """
          .formatted(WHERE);

  private static final String INVITED =
      """
      select g.email, g.email is null as unverified, g.until, null::timestamptz as confirm_by, k.*
      from invitation g join lateral %s
      where g.domain = :domain and g.state in ('pending', 'undeliverable')
        and g.conversation = coalesce(cast(:only as bigint), g.conversation)
      """
          .formatted(WHERE);

  /** What an external has, or is invited to; {@code unverified}: without an address. */
  record Offer(
      ConversationFacts where,
      Optional<String> mailDomain,
      boolean unverified,
      Optional<Instant> until,
      Optional<Instant> confirmBy) {}

  /**
   * What an external has.
   *
   * @param excepted somebody said why the policies are not asked
   */
  record Grant(AccountId person, Offer offer, boolean excepted) {
    Ended link() {
      return new Ended(offer.where().id(), person);
    }
  }

  /** A page of the externals' own links, in the order of the people's ids. */
  List<Grant> page(
      Handle handle,
      DomainId domain,
      Optional<ConversationId> only,
      Supposition supposed,
      Optional<Ended> after,
      int max) {
    return supposed
        .bind(handle.createQuery(GRANTS))
        .bind("domain", domain.value())
        .bind("only", only.map(ConversationId::value))
        .bind("afterPerson", after.map(it -> it.person().value()).orElse(0L))
        .bind("afterPlace", after.map(it -> it.conversation().value()).orElse(0L))
        .bind("max", max)
        .map((rows, context) ->
            new Grant(
                new AccountId(rows.getLong("person")), offer(rows), rows.getBoolean("excepted")))
        .list();
  }

  /** What the open invitations would give. */
  List<Offer> invited(
      Handle handle, DomainId domain, Optional<ConversationId> only, Supposition supposed) {
    return supposed
        .bind(handle.createQuery(INVITED))
        .bind("domain", domain.value())
        .bind("only", only.map(ConversationId::value))
        .map((rows, context) -> offer(rows))
        .list();
  }

  /** The clock of the database, by which terms are set as well: no other is asked. */
  Instant now(Handle handle) {
    return handle.createQuery("select clock_timestamp()").mapTo(Instant.class).one();
  }

  private static Offer offer(ResultSet row) throws SQLException {
    return new Offer(
        ConversationStore.addressed(row).conversation(),
        Optional.ofNullable(row.getString("email")).flatMap(EmailRule::domainOf),
        row.getBoolean("unverified"),
        Optional.ofNullable(row.getTimestamp("until")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getTimestamp("confirm_by")).map(Timestamp::toInstant));
  }
}
