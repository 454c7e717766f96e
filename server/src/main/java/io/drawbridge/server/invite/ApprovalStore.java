package io.drawbridge.server.invite;

import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Reads and answers the invitations that wait for approval. */
final class ApprovalStore {
  /** People of a conversation and its workspace who are asked whether they may approve. */
  private static final int IN_CHARGE_MAX = 200;

  private static final String WAITING =
      """
      i.state = 'pending' and i.waits
        and invitation_state(i.state, i.expires_at, i.until) = 'pending'
      """;

  /** Somebody who may be in charge; {@code there}: a path leads them to the conversation. */
  record InCharge(AccountId person, boolean there) {}

  /**
   * People who may approve what brings somebody into a conversation: who runs its workspace, its
   * admins, and who started it.
   */
  List<InCharge> inCharge(Handle handle, ConversationId conversation) {
    return handle
        .createQuery(
            """
            select w.person, bool_or(w.there) as there
            from (
              select s.person, false as there
              from conversation k join held_seat s on s.domain = k.domain and s.role in ('owner', 'admin')
              where k.id = :conversation
              union all
              select p.person, true
              from people_in(:conversation) p join conversation k on k.id = :conversation
              where p.role = 'admin' or p.person = k.starter
                or exists (select from held_seat s
                           where s.person = p.person and s.domain = k.domain and s.role in ('owner', 'admin'))
            ) w
            group by w.person order by w.person limit :max
            """)
        .bind("conversation", conversation.value())
        .bind("max", IN_CHARGE_MAX)
        .map(row ->
            new InCharge(
                new AccountId(row.getColumn("person", Long.class)),
                row.getColumn("there", Boolean.class)))
        .list();
  }

  /**
   * The invitations of a domain that wait, the oldest first: all, or those into conversations in
   * which somebody may be in charge.
   */
  List<InvitationId> waiting(
      Handle handle, DomainId domain, AccountId reader, boolean all, int max) {
    return handle
        .createQuery(
            """
            select i.id from invitation i
            where i.domain = :domain and %s
              and (:all or exists (
                select from paths_of(:reader) p join conversation k on k.id = p.conversation
                where p.conversation = i.conversation and (p.role = 'admin' or k.starter = :reader)))
            order by i.created_at, i.id limit :max
            """
                .formatted(WAITING))
        .bind("domain", domain.value())
        .bind("reader", reader.value())
        .bind("all", all)
        .bind("max", max)
        .mapTo(Long.class)
        .map(InvitationId::new)
        .list();
  }

  /** The number of somebody's invitations in a domain that wait. */
  int count(Handle handle, DomainId domain, AccountId inviter) {
    return handle
        .createQuery(
            """
            select count(*) from invitation i
            where i.domain = :domain and i.inviter = :inviter and %s
            """
                .formatted(WAITING))
        .bind("domain", domain.value())
        .bind("inviter", inviter.value())
        .mapTo(Integer.class)
        .one();
  }

  /** Lets an invitation that waits leave, for a whole lifetime; a code keeps the one it has. */
  void approve(
      AuditedTransaction tx, InvitationId invitation, AccountId approver, Duration lifetime) {
    tx.handle()
        .createUpdate(
            """
            update invitation set waits = false, approved_by = :approver,
                news = case when inviter <> :approver then 'approved' end,
                expires_at = case when code is null
                  then clock_timestamp() + make_interval(secs => :lifetime) else expires_at end
            where id = :id
            """)
        .bind("id", invitation.value())
        .bind("approver", approver.value())
        .bind("lifetime", (double) lifetime.toSeconds())
        .execute();
    tx.wrote(
        AuditFact.became(
            InvitationStore.WHAT, invitation, InvitationStore.stored(InvitationState.PENDING)));
  }

  /** Lets an invitation wait that nobody approved. */
  void hold(AuditedTransaction tx, InvitationId invitation) {
    tx.handle()
        .createUpdate("update invitation set waits = true, approval_told = false where id = :id")
        .bind("id", invitation.value())
        .execute();
    tx.wrote(
        AuditFact.became(
            InvitationStore.WHAT,
            invitation,
            InvitationStore.stored(InvitationState.AWAITING_APPROVAL)));
  }
}
