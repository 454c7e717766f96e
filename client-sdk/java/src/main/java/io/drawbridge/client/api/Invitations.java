package io.drawbridge.client.api;

import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.InvitationResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends commands about invitations. */
public final class Invitations {

  private final Commands commands;

  Invitations(Commands commands) {
    this.commands = commands;
  }

  /** Lists the invitations that wait for this account. */
  public CompletableFuture<InvitationResult.Invitations> mine() {
    return commands.call(new InvitationCommand.ListInvitations(Optional.empty()));
  }

  /** Lists the invitations into a conversation. */
  public CompletableFuture<InvitationResult.Invitations> into(ConversationId conversation) {
    return commands.call(new InvitationCommand.ListInvitations(Optional.of(conversation)));
  }

  /** Lists the invitations of a workspace that this account may approve, and that wait for it. */
  public CompletableFuture<InvitationResult.InvitationsAwaiting> awaiting(WorkspaceId workspace) {
    return commands.call(new InvitationCommand.ListAwaiting(workspace));
  }

  /** Approves an invitation that waits for it: it is mailed now, or the person comes in. */
  public CompletableFuture<Done> approve(InvitationId invitation) {
    return commands.call(new InvitationCommand.Approve(commands.nextClientId(), invitation));
  }

  /** Denies an invitation that waits for approval. Its inviter is told. */
  public CompletableFuture<Done> deny(InvitationId invitation) {
    return deny(invitation, Optional.empty());
  }

  /** Does the same with a reason for the inviter: at most 500 chars. */
  public CompletableFuture<Done> deny(InvitationId invitation, String reason) {
    return deny(invitation, Optional.of(reason));
  }

  private CompletableFuture<Done> deny(InvitationId invitation, Optional<String> reason) {
    return commands.call(new InvitationCommand.Deny(commands.nextClientId(), invitation, reason));
  }

  /** Accepts an invitation. */
  public CompletableFuture<ConversationResult.Conversation> accept(InvitationId invitation) {
    return commands.call(new InvitationCommand.Accept(commands.nextClientId(), invitation));
  }

  /** Declines an invitation. */
  public CompletableFuture<Done> decline(InvitationId invitation) {
    return commands.call(new InvitationCommand.Decline(commands.nextClientId(), invitation));
  }

  /** Mails an invitation again. */
  public CompletableFuture<Done> resend(InvitationId invitation) {
    return commands.call(new InvitationCommand.Resend(commands.nextClientId(), invitation));
  }
}
