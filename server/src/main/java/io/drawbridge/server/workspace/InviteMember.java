package io.drawbridge.server.workspace;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.invite.mail.MailQuota;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.workspace.seat.SeatInvitationMails;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code workspace.invite}: mails an invitation to become a member, with the same work whether or
 * not the address has an account; to a member nothing is mailed. It gives nothing yet: the
 * inviter's right is decided again when it is accepted.
 */
final class InviteMember implements Handler<WorkspaceCommand.Invite, Done> {
  private final AccessGate gate;
  private final Changes changes;
  private final Ids ids;
  private final WorkspaceStore workspaces;
  private final WorkspaceInvitationStore store;
  private final SeatInvitationMails mails;

  InviteMember(
      AccessGate gate,
      Changes changes,
      Ids ids,
      WorkspaceStore workspaces,
      WorkspaceInvitationStore store,
      SeatInvitationMails mails) {
    this.gate = gate;
    this.changes = changes;
    this.ids = ids;
    this.workspaces = workspaces;
    this.store = store;
    this.mails = mails;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, WorkspaceCommand.Invite command) {
    // Judged as if the caller took the role themselves: nobody gives more than they hold.
    WorkspacePermit permit =
        gate.workspace(
            caller,
            command.workspace(),
            WorkspaceAction.INVITE_MEMBER,
            caller.account(),
            Optional.of(command.role()));
    EmailAddress email = EmailAddress.of(command.email());
    return changes
        .run(
            permit,
            command,
            Done.class,
            tx -> invite(tx, permit, email, command.role(), command.note()))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  /** Records the invitation and its mail, unless the owner of the address is a member. */
  Done invite(
      ChangeTransaction tx,
      WorkspacePermit permit,
      EmailAddress email,
      WorkspaceRole role,
      Optional<String> note) {
    if (workspaces.seated(tx.handle(), permit.workspace(), email)) {
      return new Done();
    }
    AccountId inviter = permit.caller().account();
    InvitationId invitation =
        store.upsert(
            tx,
            new InvitationId(ids.next()),
            permit.workspace(),
            new WorkspaceInvitationStore.Wanted(email, inviter, role, note, Optional.empty()),
            Limits.INVITATION_LINK_LIFETIME);
    mails.send(
        tx.handle(),
        invitation,
        new MailQuota.Asked(inviter, permit.domain(), Optional.empty(), email));
    tx.afterwards(mails::wake);
    return new Done();
  }
}
