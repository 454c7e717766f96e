package io.drawbridge.server.workspace;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.command.RequestKeys;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.db.Requests;
import io.drawbridge.server.invite.MailQuota;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.workspace.seat.ManagedSeatInvitation;
import io.drawbridge.server.workspace.seat.SeatInvitationJudge;
import io.drawbridge.server.workspace.seat.SeatInvitationMails;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore.Stored;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/** {@code workspace.resend_invitation}: mails a new link, which replaces the old one. */
final class ResendSeatInvitation implements Handler<WorkspaceCommand.ResendInvitation, Done> {
  private final Database database;
  private final ManagedSeatInvitation managed;
  private final WorkspaceInvitationStore store;
  private final SeatInvitationJudge judge;
  private final SeatInvitationMails mails;
  private final Requests requests;
  private final RequestKeys keys;

  ResendSeatInvitation(
      Database database,
      ManagedSeatInvitation managed,
      WorkspaceInvitationStore store,
      SeatInvitationJudge judge,
      SeatInvitationMails mails,
      Requests requests,
      RequestKeys keys) {
    this.database = database;
    this.managed = managed;
    this.store = store;
    this.judge = judge;
    this.mails = mails;
    this.requests = requests;
    this.keys = keys;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(
      Caller caller, WorkspaceCommand.ResendInvitation command) {
    ManagedSeatInvitation.Found found = managed.find(caller, command.invitation());
    RequestKey key = keys.of(caller, command);
    database.write(handle -> resend(handle, found, key));
    mails.wake();
    return CompletableFuture.completedStage(Answer.own(new Done()));
  }

  private boolean resend(Handle handle, ManagedSeatInvitation.Found found, RequestKey key) {
    Stored invitation = managed.lock(handle, found);
    if (requests.earlier(handle, key).isPresent()) {
      return false;
    }
    if (!judge.renewable(handle, invitation)) {
      throw LinkUse.spent();
    }
    store.renew(handle, invitation.id(), Limits.INVITATION_LINK_LIFETIME);
    mails.send(
        handle,
        invitation.id(),
        new MailQuota.Asked(
            found.permit().caller().account(),
            new DomainId(invitation.workspace().value()),
            Optional.empty(),
            invitation.email()));
    requests.remember(handle, key, "done");
    return true;
  }
}
