package io.drawbridge.server.workspace;

import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.command.RequestKeys;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.db.Requests;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.workspace.seat.ManagedSeatInvitation;
import io.drawbridge.server.workspace.seat.SeatInvitationMails;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code workspace.withdraw_invitation}: ends an invitation to become a member. After the answer no
 * mail of it leaves.
 */
final class WithdrawSeatInvitation implements Handler<WorkspaceCommand.WithdrawInvitation, Done> {
  private final Database database;
  private final ManagedSeatInvitation managed;
  private final WorkspaceInvitationStore store;
  private final SeatInvitationMails mails;
  private final Requests requests;
  private final RequestKeys keys;

  WithdrawSeatInvitation(
      Database database,
      ManagedSeatInvitation managed,
      WorkspaceInvitationStore store,
      SeatInvitationMails mails,
      Requests requests,
      RequestKeys keys) {
    this.database = database;
    this.managed = managed;
    this.store = store;
    this.mails = mails;
    this.requests = requests;
    this.keys = keys;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(
      Caller caller, WorkspaceCommand.WithdrawInvitation command) {
    ManagedSeatInvitation.Found found = managed.find(caller, command.invitation());
    RequestKey key = keys.of(caller, command);
    database.write(handle -> withdraw(handle, found, key));
    // Also when it is repeated: the first attempt may not have waited to the end.
    mails.settle(command.invitation());
    return CompletableFuture.completedStage(Answer.own(new Done()));
  }

  private boolean withdraw(Handle handle, ManagedSeatInvitation.Found found, RequestKey key) {
    managed.lock(handle, found);
    if (requests.earlier(handle, key).isPresent()) {
      return false;
    }
    if (!store.end(handle, found.invitation().id(), InvitationState.REVOKED)) {
      throw LinkUse.spent();
    }
    mails.cancel(handle, found.invitation().id());
    requests.remember(handle, key, "done");
    return true;
  }
}
