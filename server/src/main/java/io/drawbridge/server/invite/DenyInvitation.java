package io.drawbridge.server.invite;

import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/**
 * {@code invitation.deny}: ends an invitation that waits for approval (G-26). Its inviter is told
 * why; who was to come never hears of it.
 */
final class DenyInvitation implements Handler<InvitationCommand.Deny, Done> {
  private final Changes changes;
  private final WaitingInvitations waiting;
  private final InvitationStore store;
  private final InvitationNews news;

  DenyInvitation(
      Changes changes, WaitingInvitations waiting, InvitationStore store, InvitationNews news) {
    this.changes = changes;
    this.waiting = waiting;
    this.store = store;
    this.news = news;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, InvitationCommand.Deny command) {
    WaitingInvitations.Answerable found = waiting.find(caller, command.invitation());
    return changes
        .run(found.permit(), command, Done.class, tx -> deny(tx, found.invitation(), command))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private Done deny(
      ChangeTransaction tx, InvitationStore.Stored before, InvitationCommand.Deny command) {
    InvitationStore.Stored invitation = waiting.require(tx, before);
    store.end(tx, invitation.id(), InvitationState.DENIED);
    tx.afterwards(() -> news.answered(invitation, InvitationState.DENIED, command.reason()));
    return new Done();
  }
}
