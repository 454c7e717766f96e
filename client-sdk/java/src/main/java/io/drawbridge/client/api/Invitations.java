package io.drawbridge.client.api;

import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
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
