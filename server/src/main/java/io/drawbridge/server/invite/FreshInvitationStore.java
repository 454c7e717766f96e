package io.drawbridge.server.invite;

import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.link.EndConditionsRow;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Writes new rows of {@code invitation}, or new terms into open ones. */
final class FreshInvitationStore {
  /** An invitation on its way into the table, under this id unless one to the address is open. */
  record Fresh(InvitationId id, EmailAddress email, Invitations.Wanted wanted) {}

  /**
   * Records invitations, or brings the open ones of the same address and conversation up to date,
   * by one statement. Their end is {@code lifetime} from now.
   *
   * @param wanted to one address each
   * @return the invitation to each address
   */
  Map<EmailAddress, InvitationId> upsert(
      AuditedTransaction tx, At at, AccountId inviter, List<Fresh> wanted, Duration lifetime) {
    Map<EmailAddress, InvitationId> invitations = new HashMap<>();
    columns(wanted)
        .bind(
            tx.handle()
                .createQuery(
                    """
                    insert into invitation (id, domain, conversation, email, inviter, role, at_epoch,
                        opens_epoch, opens_pos, until, relation, ends_on_close, ends_with_sponsor, idle_days,
                        name, note, expires_at, waits)
                    select w.id, :domain, w.conversation, w.email, :inviter, 'member', :at_epoch, w.epoch,
                      w.pos, w.until::timestamptz, w.relation, w.closing::boolean, w.leaving::boolean,
                      w.idle::integer, w.name, w.note,
                      clock_timestamp() + make_interval(secs => :lifetime), w.waits::boolean
                    from unnest(:ids, :conversations, :emails, :epochs, :positions, :untils, :relations,
                        :closing, :leaving, :idle, :names, :notes, :waits)
                      as w (id, conversation, email, epoch, pos, until, relation, closing, leaving, idle,
                        name, note, waits)
                    on conflict (conversation, email)
                      where state in ('pending', 'undeliverable') and person is null do update
                    set inviter = excluded.inviter, opens_epoch = excluded.opens_epoch,
                        at_epoch = case
                          when invitation_state(invitation.state, invitation.expires_at, invitation.until)
                            = 'expired' then excluded.at_epoch else invitation.at_epoch end,
                        opens_pos = excluded.opens_pos, until = excluded.until,
                        relation = excluded.relation, ends_on_close = excluded.ends_on_close,
                        ends_with_sponsor = excluded.ends_with_sponsor, idle_days = excluded.idle_days,
                        name = excluded.name, note = excluded.note,
                        expires_at = excluded.expires_at, created_at = excluded.created_at, state = 'pending',
                        waits = excluded.waits, approved_by = null,
                        approval_told = invitation.approval_told and invitation.waits
                          and invitation_state(invitation.state, invitation.expires_at, invitation.until)
                            <> 'expired'
                    returning id, email
                    """))
        .bind("domain", at.domain().value())
        .bind("at_epoch", at.epoch())
        .bind("inviter", inviter.value())
        .bind("lifetime", (double) lifetime.toSeconds())
        .map((rows, context) ->
            invitations.put(
                new EmailAddress(rows.getString("email")), new InvitationId(rows.getLong("id"))))
        .list();
    wanted.forEach(each -> tx.wrote(made(invitations.getOrDefault(each.email(), each.id()), each)));
    return invitations;
  }

  private static Columns columns(List<Fresh> wanted) {
    Columns columns =
        Columns.empty().number("ids").number("conversations").text("emails").number("epochs");
    columns
        .number("positions")
        .text("untils")
        .text("relations")
        .text("closing")
        .text("leaving")
        .number("idle")
        .text("names")
        .text("notes")
        .text("waits");
    for (Fresh each : wanted) {
      Invitations.Wanted asked = each.wanted();
      columns.add(
          each.id().value(),
          asked.conversation().value(),
          each.email().value(),
          asked.opening().epoch(),
          asked.opening().pos(),
          asked.until().map(Instant::toString).orElse(null),
          asked.relation().orElse(null),
          Boolean.toString(asked.conditions().closed()),
          Boolean.toString(asked.conditions().sponsorLeaves()),
          asked.conditions().idleDays().orElse(null),
          asked.name().orElse(null),
          asked.note().orElse(null),
          Boolean.toString(asked.admission().waits()));
    }
    return columns;
  }

  private static AuditFact made(InvitationId invitation, Fresh wanted) {
    return AuditFact.made(
        InvitationStore.WHAT,
        invitation,
        Map.of(
            "state",
            state(wanted.wanted().admission().waits()),
            "address",
            AuditFact.hash(wanted.email().value()),
            "conversation",
            AuditFact.text(wanted.wanted().conversation())));
  }

  private static String state(boolean waits) {
    return InvitationStore.stored(
        waits ? InvitationState.AWAITING_APPROVAL : InvitationState.PENDING);
  }

  /** Records an invitation that has a code instead of an address. */
  void insert(
      AuditedTransaction tx,
      At at,
      AccountId inviter,
      InvitationId invitation,
      byte[] codeHash,
      CodeInvitations.Wanted wanted) {
    ConversationId conversation = wanted.admission().conversation();
    boolean waits = wanted.admission().waits();
    tx.handle()
        .createUpdate(
            """
            insert into invitation (id, domain, conversation, code, inviter, role, at_epoch, opens_epoch,
                opens_pos, until, relation, ends_on_close, ends_with_sponsor, idle_days, name, expires_at,
                waits)
            values (:id, :domain, :conversation, :code, :inviter, 'member', :at_epoch, :epoch, :pos, :until,
                :relation, :closing, :leaving, cast(:idle as integer), :name, :expires_at, :waits)
            """)
        .bind("id", invitation.value())
        .bind("domain", at.domain().value())
        .bind("conversation", conversation.value())
        .bind("code", codeHash)
        .bind("inviter", inviter.value())
        .bind("at_epoch", at.epoch())
        .bind("epoch", wanted.opening().epoch())
        .bind("pos", wanted.opening().pos())
        .bind("until", wanted.until())
        .bind("relation", wanted.relation())
        .bindMap(EndConditionsRow.values(wanted.conditions()))
        .bind("name", wanted.name())
        .bind("expires_at", wanted.expiresAt())
        .bind("waits", waits)
        .execute();
    tx.wrote(
        AuditFact.made(
            InvitationStore.WHAT,
            invitation,
            Map.of(
                "state",
                state(waits),
                "way",
                "code",
                "conversation",
                AuditFact.text(conversation))));
  }

  /** Notes who came in by a code. */
  void claimed(Handle handle, InvitationId invitation, AccountId person) {
    handle
        .createUpdate("update invitation set claimed_by = :person where id = :id")
        .bind("person", person.value())
        .bind("id", invitation.value())
        .execute();
  }

  /** The number of codes into a conversation that nobody has used and the clock has not ended. */
  int countCodes(Handle handle, ConversationId conversation) {
    return handle
        .createQuery(
            """
            select count(*) from invitation i
            where i.conversation = :conversation and i.code is not null and i.state = 'pending'
              and invitation_state(i.state, i.expires_at, i.until) = 'pending'
            """)
        .bind("conversation", conversation.value())
        .mapTo(Integer.class)
        .one();
  }

  /** The address of a person; empty for who has none. */
  Optional<EmailAddress> address(Handle handle, AccountId person) {
    return handle
        .createQuery("select email from account where id = :person and email is not null")
        .bind("person", person.value())
        .mapTo(String.class)
        .findOne()
        .map(EmailAddress::new);
  }

  /**
   * Records the invitation of a person who was added by name, or brings the open one up to date.
   *
   * @return the id that it has
   */
  InvitationId upsert(
      AuditedTransaction tx,
      At at,
      AccountId inviter,
      InvitationId fresh,
      EmailAddress email,
      Invitations.Person wanted,
      Duration lifetime) {
    ConversationId conversation = wanted.admission().conversation();
    AccountId person = wanted.admission().person();
    InvitationId invitation =
        tx.handle()
            .createQuery(
                """
                insert into invitation (id, domain, conversation, email, person, inviter, role, at_epoch,
                    opens_epoch, opens_pos, until, relation, ends_on_close, ends_with_sponsor, idle_days,
                    note, expires_at, waits)
                values (:id, :domain, :conversation, :email, :person, :inviter, 'member', :at_epoch, :epoch,
                    :pos, :until, :relation, :closing, :leaving, cast(:idle as integer), :note,
                    clock_timestamp() + make_interval(secs => :lifetime), :waits)
                on conflict (conversation, person)
                  where state in ('pending', 'undeliverable') and person is not null do update
                set inviter = excluded.inviter, opens_epoch = excluded.opens_epoch,
                    at_epoch = case
                      when invitation_state(invitation.state, invitation.expires_at, invitation.until)
                        = 'expired' then excluded.at_epoch else invitation.at_epoch end,
                    opens_pos = excluded.opens_pos, until = excluded.until, relation = excluded.relation,
                    ends_on_close = excluded.ends_on_close, ends_with_sponsor = excluded.ends_with_sponsor,
                    idle_days = excluded.idle_days, note = excluded.note, state = 'pending',
                    expires_at = excluded.expires_at, created_at = excluded.created_at,
                    waits = excluded.waits, approved_by = null,
                    approval_told = invitation.approval_told and invitation.waits
                      and invitation_state(invitation.state, invitation.expires_at, invitation.until)
                        <> 'expired'
                returning id
                """)
            .bind("id", fresh.value())
            .bind("domain", at.domain().value())
            .bind("conversation", conversation.value())
            .bind("email", email.value())
            .bind("person", person.value())
            .bind("inviter", inviter.value())
            .bind("at_epoch", at.epoch())
            .bind("epoch", wanted.opening().epoch())
            .bind("pos", wanted.opening().pos())
            .bind("until", wanted.until())
            .bind("relation", wanted.relation())
            .bindMap(EndConditionsRow.values(wanted.conditions()))
            .bind("note", wanted.note())
            .bind("waits", wanted.admission().waits())
            .bind("lifetime", (double) lifetime.toSeconds())
            .mapTo(Long.class)
            .map(InvitationId::new)
            .one();
    tx.wrote(
        AuditFact.made(
            InvitationStore.WHAT,
            invitation,
            Map.of(
                "state",
                state(wanted.admission().waits()),
                "person",
                AuditFact.text(person),
                "conversation",
                AuditFact.text(conversation))));
    return invitation;
  }
}
