package io.drawbridge.server.workspace;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.command.RequestKeys;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.db.Requests;
import io.drawbridge.server.invite.MailQuota;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.workspace.seat.SeatInvitationMails;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code workspace.invite}: mails an invitation to become a member, with the same work whether or
 * not the address has an account; to a member nothing is mailed. It gives nothing yet: the
 * inviter's right is decided again when it is accepted.
 */
final class InviteMember implements Handler<WorkspaceCommand.Invite, Done> {
  private final AccessGate gate;
  private final Database database;
  private final Ids ids;
  private final WorkspaceStore workspaces;
  private final WorkspaceInvitationStore store;
  private final SeatInvitationMails mails;
  private final Requests requests;
  private final RequestKeys keys;

  InviteMember(
      AccessGate gate,
      Database database,
      Ids ids,
      WorkspaceStore workspaces,
      WorkspaceInvitationStore store,
      SeatInvitationMails mails,
      Requests requests,
      RequestKeys keys) {
    this.gate = gate;
    this.database = database;
    this.ids = ids;
    this.workspaces = workspaces;
    this.store = store;
    this.mails = mails;
    this.requests = requests;
    this.keys = keys;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, WorkspaceCommand.Invite command) {
    // Judged as if the caller took the role themselves: nobody gives more than they hold.
    gate.workspace(
        caller,
        command.workspace(),
        WorkspaceAction.INVITE_MEMBER,
        caller.account(),
        Optional.of(command.role()));
    EmailAddress email = EmailAddress.of(command.email());
    RequestKey key = keys.of(caller, command);
    database.write(handle -> invite(handle, caller, command, email, key));
    mails.wake();
    return CompletableFuture.completedStage(Answer.own(new Done()));
  }

  private boolean invite(
      Handle handle,
      Caller caller,
      WorkspaceCommand.Invite command,
      EmailAddress email,
      RequestKey key) {
    if (requests.earlier(handle, key).isPresent()) {
      return false;
    }
    requests.remember(handle, key, "done");
    if (workspaces.seated(handle, command.workspace(), email)) {
      return false;
    }
    InvitationId invitation =
        store.upsert(
            handle,
            new InvitationId(ids.next()),
            command.workspace(),
            email,
            caller.account(),
            command.role(),
            command.note(),
            Limits.INVITATION_LINK_LIFETIME);
    mails.send(
        handle,
        invitation,
        new MailQuota.Asked(
            caller.account(), new DomainId(command.workspace().value()), Optional.empty(), email));
    return true;
  }
}
