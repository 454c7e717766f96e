package io.drawbridge.server.invite;

import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.EndConditionsRow;
import io.drawbridge.server.access.link.SelectionParameters;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** The open invitations of a domain that would give again what a selection of externals has. */
final class SelectedInvitationStore {
  private static final String OPEN =
      "domain = :domain and state in ('pending', 'undeliverable') and ";

  private static final String ANY_OF_PERSON =
      "(person = :one or email = (select email from account where id = :one))";

  /** Counts them. */
  int count(Handle handle, DomainId domain, ExternalSelection which) {
    String sql = "select count(*) from invitation where " + OPEN + condition(which);
    return SelectionParameters.bind(handle.createQuery(sql), domain, which)
        .mapTo(Integer.class)
        .one();
  }

  /** Revokes some of them, and tells the audit of each; those that are left come another time. */
  List<InvitationId> revoke(
      AuditedTransaction tx, DomainId domain, ExternalSelection which, int max) {
    return revoke(tx, domain, which, condition(which), max);
  }

  /** The same for all that a person or their address was sent, for who erases them. */
  List<InvitationId> revokeAll(AuditedTransaction tx, DomainId domain, AccountId person, int max) {
    return revoke(tx, domain, new ExternalSelection.OfPerson(person), ANY_OF_PERSON, max);
  }

  private static List<InvitationId> revoke(
      AuditedTransaction tx, DomainId domain, ExternalSelection which, String condition, int max) {
    String sql =
        """
        update invitation set state = 'revoked', answered_at = clock_timestamp()
        where id in (select id from invitation where %s%s order by id limit :max)
        returning id
        """
            .formatted(OPEN, condition);
    List<InvitationId> revoked =
        SelectionParameters.bind(tx.handle().createQuery(sql), domain, which)
            .bind("max", max)
            .mapTo(Long.class)
            .map(InvitationId::new)
            .list();
    revoked.forEach(each ->
        tx.wrote(
            AuditFact.became(
                InvitationStore.WHAT, each, InvitationStore.stored(InvitationState.REVOKED))));
    return revoked;
  }

  /** Revokes what is open of an account's address, in one conversation or in the whole domain. */
  List<InvitationId> revokeOf(
      AuditedTransaction tx,
      DomainId domain,
      Optional<ConversationId> conversation,
      AccountId person) {
    List<InvitationId> revoked =
        tx.handle()
            .createQuery(
                """
                update invitation set state = 'revoked', answered_at = clock_timestamp()
                where domain = :domain and (:everywhere or conversation = :conversation)
                  and email = (select email from account where id = :person)
                  and state in ('pending', 'undeliverable')
                returning id
                """)
            .bind("domain", domain.value())
            .bind("everywhere", conversation.isEmpty())
            .bind("conversation", conversation.map(ConversationId::value).orElse(0L))
            .bind("person", person.value())
            .mapTo(Long.class)
            .map(InvitationId::new)
            .list();
    revoked.forEach(each ->
        tx.wrote(
            AuditFact.became(
                InvitationStore.WHAT, each, InvitationStore.stored(InvitationState.REVOKED))));
    return revoked;
  }

  /** Sets what ends what they will give, and tells the audit of each; returns how many. */
  int date(
      AuditedTransaction tx,
      DomainId domain,
      ExternalSelection which,
      Optional<Instant> until,
      EndConditions conditions) {
    String sql =
        """
        with old as (
          select id, until, ends_on_close, ends_with_sponsor, idle_days from invitation
          where %s%s
            and (until, ends_on_close, ends_with_sponsor, idle_days) is distinct from
              (cast(:until as timestamptz), :closing, :leaving, cast(:idle as integer)) for update)
        update invitation i set until = cast(:until as timestamptz), ends_on_close = :closing,
          ends_with_sponsor = :leaving, idle_days = cast(:idle as integer)
        from old where i.id = old.id
        returning i.id, old.until, old.ends_on_close, old.ends_with_sponsor, old.idle_days
        """
            .formatted(OPEN, condition(which));
    List<AuditFact> dated =
        SelectionParameters.bind(tx.handle().createQuery(sql), domain, which)
            .bind("until", until)
            .bindMap(EndConditionsRow.values(conditions))
            .map((RowView row) ->
                AuditFact.changed(
                    InvitationStore.WHAT,
                    new InvitationId(row.getColumn("id", Long.class)),
                    told(
                        Optional.ofNullable(row.getColumn("until", Instant.class)),
                        EndConditionsRow.read(row)),
                    told(until, conditions)))
            .list();
    dated.forEach(tx::wrote);
    return dated.size();
  }

  private static Map<String, String> told(Optional<Instant> until, EndConditions conditions) {
    Map<String, String> told = new HashMap<>();
    until.ifPresent(it -> told.put("until", it.toString()));
    if (conditions.closed()) {
      told.put("ends_on_close", "true");
    }
    if (conditions.sponsorLeaves()) {
      told.put("ends_with_sponsor", "true");
    }
    conditions.idleDays().ifPresent(it -> told.put("idle_days", it.toString()));
    return told;
  }

  private static String condition(ExternalSelection which) {
    return switch (which) {
      case ExternalSelection.Grants _ ->
          """
          (conversation, email) in (
            select g.conversation, a.email from unnest(:people, :places) as g (person, conversation)
            join account a on a.id = g.person)
          """;
      // Who was only named is not known by an address, and none of it ends with them (D3).
      case ExternalSelection.OfPerson _ ->
          """
          (person = :one or (email = (select email from account where id = :one)
            and listed_external(:one, :domain)))
          """;
      case ExternalSelection.OfMailDomain _ -> "split_part(email, '@', 2) = :mailDomain";
      case ExternalSelection.OfInviter _ -> "inviter = :one";
      case ExternalSelection.OfConversation _ -> "conversation = :one";
    };
  }
}
