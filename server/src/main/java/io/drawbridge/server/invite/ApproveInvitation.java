package io.drawbridge.server.invite;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.invite.mail.Additions;
import io.drawbridge.server.invite.mail.InvitationMails;
import io.drawbridge.server.invite.mail.MailQuota;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code invitation.approve}: lets an invitation leave that waited, or a person in who was added by
 * name (G-26), unless they have to be asked (D3); by the right of the inviter, who answers for
 * them, with the leave of who approves.
 */
final class ApproveInvitation implements Handler<InvitationCommand.Approve, Done> {
  private final Changes changes;
  private final WaitingInvitations waiting;
  private final ApprovalStore store = new ApprovalStore();
  private final Acceptance acceptance;
  private final InvitationMails mails;
  private final Additions additions;
  private final InvitationNews news;

  ApproveInvitation(
      Changes changes,
      WaitingInvitations waiting,
      Acceptance acceptance,
      InvitationMails mails,
      Additions additions,
      InvitationNews news) {
    this.changes = changes;
    this.waiting = waiting;
    this.acceptance = acceptance;
    this.mails = mails;
    this.additions = additions;
    this.news = news;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, InvitationCommand.Approve command) {
    WaitingInvitations.Answerable found = waiting.find(caller, command.invitation());
    return changes
        .run(
            found.permit().domain(),
            changes
                .request(caller, command, Done.class)
                .by(found.permit())
                .inNameOf(found.invitation().inviter()),
            tx -> approve(tx, caller.account(), found.invitation()))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private Done approve(ChangeTransaction tx, AccountId approver, InvitationStore.Stored before) {
    InvitationStore.Stored invitation = waiting.requireGood(tx, before);
    store.approve(tx, invitation.id(), approver, Limits.INVITATION_LINK_LIFETIME);
    Optional<AccountId> person = invitation.person().map(Person::id);
    if (person.isPresent() && acceptance.letIn(tx, invitation, person.get())) {
      additions.tell(tx, invitation.conversation(), person.get(), invitation.note());
      tx.afterwards(() -> news.answered(invitation, InvitationState.ACCEPTED, Optional.empty()));
      return new Done();
    }
    if (!invitation.hasCode()) {
      mail(tx, invitation);
    }
    tx.afterwards(() -> news.answered(invitation, InvitationState.PENDING, Optional.empty()));
    return new Done();
  }

  private void mail(ChangeTransaction tx, InvitationStore.Stored invitation) {
    mails.send(
        tx.handle(),
        invitation.id(),
        new MailQuota.Asked(
            invitation.inviter(),
            invitation.domain(),
            Optional.of(invitation.conversation()),
            invitation.address()));
    tx.afterwards(mails::wake);
    tx.afterwards(() -> news.received(List.of(invitation.id())));
  }
}
