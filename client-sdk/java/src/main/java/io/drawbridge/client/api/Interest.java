package io.drawbridge.client.api;

import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.InterestResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Says which conversations arrive in full. */
public final class Interest {

  private final Commands commands;

  Interest(Commands commands) {
    this.commands = commands;
  }

  /** Opens a conversation: its events arrive from where the client was, else from now. */
  public CompletableFuture<InterestResult.Opened> open(ConversationId conversation) {
    return commands.call(new InterestCommand.Open(conversation, Optional.empty()));
  }

  /** Opens a conversation: its events after a position arrive. */
  public CompletableFuture<InterestResult.Opened> openAfter(ConversationId conversation, long pos) {
    return commands.call(new InterestCommand.Open(conversation, Optional.of(pos)));
  }

  /** Closes a conversation: of it only heads arrive. */
  public CompletableFuture<Done> close(ConversationId conversation) {
    return commands.call(new InterestCommand.Close(conversation));
  }

  /** Follows a conversation on all devices, or no longer. */
  public CompletableFuture<Done> follow(ConversationId conversation, boolean on) {
    return commands.call(new InterestCommand.Follow(commands.nextClientId(), conversation, on));
  }
}
