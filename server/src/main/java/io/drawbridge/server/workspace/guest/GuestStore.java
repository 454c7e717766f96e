package io.drawbridge.server.workspace.guest;

import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.SelectionParameters;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of {@code guest}; each change of one is told to the audit. */
final class GuestStore {
  private static final String INVITED =
      """
      from workspace_invitation i
      where i.workspace = :domain and i.guest and i.state in ('pending', 'undeliverable') and %s
      """;

  private static final String WHAT = "guest";
  private static final String EXPIRED = EndReason.EXPIRED.wire();

  /** Makes somebody a guest, or brings the terms of one up to date. */
  void begin(
      AuditedTransaction tx,
      DomainId domain,
      AccountId person,
      AccountId sponsor,
      Optional<Instant> until,
      Optional<String> relation) {
    tx.handle()
        .createUpdate(
            """
            insert into guest (domain, person, sponsor, until, relation)
            values (:domain, :person, :sponsor, cast(:until as timestamptz), :relation)
            on conflict (domain, person) where ended_at is null do update
            set sponsor = excluded.sponsor, until = excluded.until, relation = excluded.relation
            """)
        .bind("domain", domain.value())
        .bind("person", person.value())
        .bind("sponsor", sponsor.value())
        .bind("until", until)
        .bind("relation", relation)
        .execute();
    Map<String, String> told = new HashMap<>(Map.of("sponsor", AuditFact.text(sponsor)));
    until.ifPresent(it -> told.put("until", it.toString()));
    tx.wrote(AuditFact.made(WHAT, person, told));
  }

  /** Ends some of those who are meant; returns whom. */
  List<AccountId> end(
      AuditedTransaction tx, DomainId domain, ExternalSelection which, int max, String reason) {
    String sql =
        """
        update guest set ended_at = clock_timestamp(), end_reason = :reason
        where id in (
          select g.id from guest g where g.domain = :domain and g.ended_at is null and %s
          order by g.id limit :max)
        returning person
        """
            .formatted(condition(which));
    List<AccountId> ended =
        SelectionParameters.bind(tx.handle().createQuery(sql), domain, which)
            .bind("reason", reason)
            .bind("max", max)
            .mapTo(Long.class)
            .map(AccountId::new)
            .list();
    ended.forEach(person -> tx.wrote(AuditFact.became(WHAT, person, reason)));
    return ended;
  }

  /** A guest whose time was over. */
  record Over(DomainId domain, AccountId person) {}

  /** Ends some of those whose time is over; no other node notes these. */
  List<Over> expire(Handle handle, int max) {
    return handle
        .createQuery(
            """
            update guest set ended_at = until, end_reason = :reason
            where id in (
              select g.id from guest g where g.ended_at is null and g.until <= clock_timestamp()
              order by g.id limit :max for update skip locked)
            returning domain, person
            """)
        .bind("reason", EXPIRED)
        .bind("max", max)
        .map(row ->
            new Over(
                new DomainId(row.getColumn("domain", Long.class)),
                new AccountId(row.getColumn("person", Long.class))))
        .list();
  }

  /** What the audit is told of a guest whose time was over. */
  static AuditFact expired(AccountId person) {
    return AuditFact.became(WHAT, person, EXPIRED);
  }

  /** Lets somebody else answer for some of those who are meant; returns whom. */
  List<AccountId> handOver(
      AuditedTransaction tx, DomainId domain, ExternalSelection which, AccountId to, int max) {
    String sql =
        """
        update guest set sponsor = :to
        where id in (
          select g.id from guest g join held_guest h on h.domain = g.domain and h.person = g.person
          where g.domain = :domain and g.ended_at is null and g.sponsor <> :to and %s
          order by g.id limit :max)
        returning person
        """
            .formatted(condition(which));
    List<AccountId> handed =
        SelectionParameters.bind(tx.handle().createQuery(sql), domain, which)
            .bind("to", to.value())
            .bind("max", max)
            .mapTo(Long.class)
            .map(AccountId::new)
            .list();
    handed.forEach(
        person -> tx.wrote(AuditFact.made(WHAT, person, Map.of("sponsor", AuditFact.text(to)))));
    return handed;
  }

  /** The open invitations to become a guest that are meant, at most so many. */
  List<InvitationId> invited(Handle handle, DomainId domain, ExternalSelection which, int max) {
    String sql = "select i.id " + INVITED.formatted(invitation(which)) + "order by i.id limit :max";
    return SelectionParameters.bind(handle.createQuery(sql), domain, which)
        .bind("max", max)
        .mapTo(Long.class)
        .map(InvitationId::new)
        .list();
  }

  /** The number of these invitations. */
  int countInvited(Handle handle, DomainId domain, ExternalSelection which) {
    String sql = "select count(*) " + INVITED.formatted(invitation(which));
    return SelectionParameters.bind(handle.createQuery(sql), domain, which)
        .mapTo(Integer.class)
        .one();
  }

  /** The number of guests who are meant and are in no conversation. */
  int count(Handle handle, DomainId domain, ExternalSelection which) {
    String sql =
        """
        select count(*) from held_guest g
        where g.domain = :domain and not exists (
            select from external_own l where l.person = g.person and l.domain = g.domain)
          and %s
        """
            .formatted(condition(which));
    return SelectionParameters.bind(handle.createQuery(sql), domain, which)
        .mapTo(Integer.class)
        .one();
  }

  /** Returns whether the owner of an address has a seat, or is a guest already. */
  boolean known(Handle handle, DomainId domain, String email) {
    return handle
        .createQuery(
            """
            select exists (
              select from account a
              where a.email = :email and a.email_verified_at is not null and a.ended_at is null
                and (exists (select from held_seat s where s.person = a.id and s.domain = :domain)
                  or exists (select from held_guest g where g.person = a.id and g.domain = :domain)))
            """)
        .bind("email", email)
        .bind("domain", domain.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** What names conversations means no guest: they are in none. */
  private static String condition(ExternalSelection which) {
    return switch (which) {
      case ExternalSelection.OfPerson _ -> "g.person = :one";
      case ExternalSelection.OfInviter _ -> "g.sponsor = :one";
      case ExternalSelection.OfMailDomain _ ->
          """
          exists (
            select from account m where m.id = g.person and split_part(m.email, '@', 2) = :mailDomain)
          """;
      case ExternalSelection.Grants _, ExternalSelection.OfConversation _ -> "false";
    };
  }

  private static String invitation(ExternalSelection which) {
    return switch (which) {
      // As with invitations to conversations: no number says whose an address is (D3).
      case ExternalSelection.OfPerson _ ->
          """
          i.email = (select email from account where id = :one) and listed_external(:one, :domain)
          """;
      case ExternalSelection.OfInviter _ -> "i.inviter = :one";
      case ExternalSelection.OfMailDomain _ -> "split_part(i.email, '@', 2) = :mailDomain";
      case ExternalSelection.Grants _, ExternalSelection.OfConversation _ -> "false";
    };
  }
}
