package io.drawbridge.server.invite;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.invite.mail.InvitationMails;
import io.drawbridge.server.invite.mail.MailQuota;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code invitation.resend}: mails a new link, which replaces the old one. For the inviter, and for
 * those who manage the conversation or the workspace.
 */
final class ResendInvitation implements Handler<InvitationCommand.Resend, Done> {
  private final AccessGate gate;
  private final Database database;
  private final Changes changes;
  private final InvitationStore store;
  private final InvitationJudge judge;
  private final InvitationMails mails;
  private final InvitationNews news;
  private final ApprovalStore approvals = new ApprovalStore();

  ResendInvitation(
      AccessGate gate,
      Database database,
      Changes changes,
      InvitationStore store,
      InvitationJudge judge,
      InvitationMails mails,
      InvitationNews news) {
    this.gate = gate;
    this.database = database;
    this.changes = changes;
    this.store = store;
    this.judge = judge;
    this.mails = mails;
    this.news = news;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, InvitationCommand.Resend command) {
    InvitationStore.Stored invitation =
        database
            .query(handle -> store.find(handle, command.invitation()))
            .orElseThrow(Failure::notFound);
    ManagePermit permit =
        gate.manage(caller, invitation.conversation(), right(caller, invitation), Optional.empty());
    return changes
        .run(permit, command, Done.class, tx -> resend(tx, permit, invitation))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private static Action.Manage right(Caller caller, InvitationStore.Stored invitation) {
    return invitation.inviter().equals(caller.account())
        ? Action.Manage.SEE_INVITATIONS
        : Action.Manage.MANAGE_INVITATIONS;
  }

  private Done resend(ChangeTransaction tx, ManagePermit permit, InvitationStore.Stored before) {
    Handle handle = tx.handle();
    InvitationStore.Stored invitation =
        store
            .lock(handle, before.id())
            .filter(locked -> judge.judge(handle, locked).state().renewable())
            .orElseThrow(LinkUse::spent);
    if (invitation.hasCode()) {
      throw Failure.of(
          ErrorCode.CONFLICT, "a claim code is shown once (expected: take it back, make another)");
    }
    if (!invitation.inviter().equals(before.inviter())) {
      throw Failure.of(
          ErrorCode.CONFLICT, "somebody else has renewed the invitation (expected: look again)");
    }
    tx.memberships().recount(tx.at());
    if (!store.renew(tx, invitation.id(), Limits.INVITATION_LINK_LIFETIME)) {
      throw LinkUse.spent();
    }
    if (waits(handle, permit, invitation)) {
      approvals.hold(tx, invitation.id());
      mails.cancel(handle, List.of(invitation.id()));
      tx.afterwards(() -> news.awaiting(List.of(invitation.id())));
      return new Done();
    }
    mails.sendAgain(
        handle,
        invitation.id(),
        new MailQuota.Asked(
            permit.caller().account(),
            invitation.domain(),
            Optional.of(invitation.conversation()),
            invitation.address()));
    tx.afterwards(mails::wake);
    return new Done();
  }

  /** What comes to life again takes the approval that it would take if it were made now. */
  private boolean waits(Handle handle, ManagePermit permit, InvitationStore.Stored invitation) {
    return invitation.waits()
        || (invitation.state() == InvitationState.EXPIRED
            && judge.wouldWait(handle, invitation, permit.conversation()));
  }
}
