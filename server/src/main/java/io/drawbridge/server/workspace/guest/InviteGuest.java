package io.drawbridge.server.workspace.guest;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.DatabaseClock;
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
 * {@code external.invite}: mails an invitation to become a guest of the workspace, with the same
 * answer whether or not the address has an account; to a member or a guest nothing is mailed
 * (HCL-2).
 */
public final class InviteGuest implements Handler<ExternalCommand.Invite, Done> {
  private final AccessGate gate;
  private final Changes changes;
  private final Ids ids;
  private final DatabaseClock clock;
  private final Guests guests = new Guests();
  private final SeatInvitationMails mails;
  private final WorkspaceInvitationStore store = new WorkspaceInvitationStore();

  public InviteGuest(
      AccessGate gate, Changes changes, Ids ids, DatabaseClock clock, SeatInvitationMails mails) {
    this.gate = gate;
    this.changes = changes;
    this.ids = ids;
    this.clock = clock;
    this.mails = mails;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, ExternalCommand.Invite command) {
    Terms.requireToCome(command.until(), clock.now());
    WorkspacePermit permit =
        gate.workspace(caller, command.workspace(), WorkspaceAction.INVITE_GUEST);
    return changes
        .run(permit, command, Done.class, tx -> invite(tx, permit, command))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private Done invite(
      ChangeTransaction tx, WorkspacePermit permit, ExternalCommand.Invite command) {
    EmailAddress email = EmailAddress.of(command.email());
    guests.require(tx, email.domain(), command.until());
    if (guests.known(tx.handle(), permit.domain(), email)) {
      return new Done();
    }
    InvitationId invitation =
        store.upsert(
            tx,
            new InvitationId(ids.next()),
            permit.workspace(),
            new WorkspaceInvitationStore.Wanted(
                email,
                permit.caller().account(),
                WorkspaceRole.MEMBER,
                command.note(),
                Optional.of(
                    new WorkspaceInvitationStore.AsGuest(
                        command.until(), command.relation(), command.name()))),
            Limits.INVITATION_LINK_LIFETIME);
    mails.send(
        tx.handle(),
        invitation,
        new MailQuota.Asked(permit.caller().account(), permit.domain(), Optional.empty(), email));
    tx.afterwards(mails::wake);
    return new Done();
  }
}
