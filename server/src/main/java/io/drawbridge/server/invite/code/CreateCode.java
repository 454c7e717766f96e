package io.drawbridge.server.invite.code;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.result.InvitationResult.ClaimCodeCreated;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Admission;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.InvitePermit;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.invite.CodeInvitations;
import io.drawbridge.server.membership.Vouching;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * {@code invitation.create_code}: invites somebody who has no address (D14, G-24). The code is
 * shown to who made it, once, and kept as a hash.
 */
final class CreateCode implements Handler<InvitationCommand.CreateCode, ClaimCodeCreated> {
  private final AccessGate gate;
  private final Platform platform;
  private final Changes changes;
  private final CodeInvitations invitations;
  private final ClaimCodes codes;
  private final Vouching vouching = new Vouching();

  CreateCode(
      AccessGate gate,
      Platform platform,
      Changes changes,
      CodeInvitations invitations,
      ClaimCodes codes) {
    this.gate = gate;
    this.platform = platform;
    this.changes = changes;
    this.invitations = invitations;
    this.codes = codes;
  }

  /** The outcome of the change; the code follows from the id, and is in no table. */
  record Made(InvitationId invitation, Instant expiresAt, boolean waits) {}

  @Override
  public CompletionStage<Answer<ClaimCodeCreated>> handle(
      Caller caller, InvitationCommand.CreateCode command) {
    Instant now = platform.clock().now();
    Terms.requireToCome(command.until(), now);
    Instant expiresAt =
        command
            .expiresAt()
            .map(end -> Terms.within(end, now, Limits.CLAIM_CODE_LIFETIME_MAX))
            .orElse(now.plus(Limits.CLAIM_CODE_LIFETIME_DEFAULT));
    InvitePermit permit = gate.invite(caller, command.conversation(), Action.Invite.GIVE_CODE);
    InvitationId fresh = new InvitationId(platform.ids().next());
    return changes
        .run(permit, command, Made.class, tx -> make(tx, caller, command, fresh, expiresAt))
        .thenApply(changed -> Answer.own(shown(changed.value())));
  }

  private Made make(
      ChangeTransaction tx,
      Caller caller,
      InvitationCommand.CreateCode command,
      InvitationId invitation,
      Instant expiresAt) {
    AccountId inviter = caller.account();
    tx.memberships().requireTerm(tx.at(), command.conversation(), command.until());
    Admission.OfAddress admission = tx.memberships().admitCode(tx.at(), command.conversation());
    tx.memberships().requireFirst(tx.at(), command.conversation(), command.confirmFirst());
    EndConditions conditions = command.conditions().orElse(EndConditions.NONE);
    invitations.invite(
        tx,
        inviter,
        invitation,
        codes.hash(codes.of(invitation)).orElseThrow(),
        new CodeInvitations.Wanted(
            admission,
            expiresAt,
            vouching.opening(
                tx,
                command.conversation(),
                new Vouching.Offer(
                    inviter, command.history(), command.until(), command.relation(), conditions)),
            command.until(),
            command.relation(),
            conditions,
            command.name()));
    return new Made(invitation, expiresAt, admission.waits());
  }

  private ClaimCodeCreated shown(Made made) {
    return new ClaimCodeCreated(
        made.invitation(),
        new Secret(codes.of(made.invitation())),
        made.expiresAt(),
        made.waits() ? InvitationState.AWAITING_APPROVAL : InvitationState.PENDING);
  }
}
