package io.drawbridge.client.api;

import io.drawbridge.client.Caller;
import io.drawbridge.protocol.frame.ConversationResult;
import io.drawbridge.protocol.frame.Done;
import io.drawbridge.protocol.frame.InvitationCommand;
import io.drawbridge.protocol.frame.InvitationResult;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Commands about invitations. */
public final class Invitations {

  private final Caller caller;
  private final Supplier<String> ids;

  /** Calls go there; each change is named by a new id. */
  public Invitations(Caller caller, Supplier<String> ids) {
    this.caller = caller;
    this.ids = ids;
  }

  /** The invitations that wait for this account. */
  public CompletableFuture<InvitationResult.Invitations> mine() {
    return caller.call(new InvitationCommand.ListInvitations(Optional.empty()));
  }

  /** The invitations into a conversation. */
  public CompletableFuture<InvitationResult.Invitations> into(ConversationId conversation) {
    return caller.call(new InvitationCommand.ListInvitations(Optional.of(conversation)));
  }

  /** Accepts an invitation. */
  public CompletableFuture<ConversationResult.Conversation> accept(InvitationId invitation) {
    return caller.call(new InvitationCommand.Accept(ids.get(), invitation));
  }

  /** Declines an invitation. */
  public CompletableFuture<Done> decline(InvitationId invitation) {
    return caller.call(new InvitationCommand.Decline(ids.get(), invitation));
  }

  /** Mails an invitation again. */
  public CompletableFuture<Done> resend(InvitationId invitation) {
    return caller.call(new InvitationCommand.Resend(ids.get(), invitation));
  }
}
