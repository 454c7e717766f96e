package io.drawbridge.client.api;

import io.drawbridge.client.Caller;
import io.drawbridge.protocol.frame.Done;
import io.drawbridge.protocol.frame.InterestCommand;
import io.drawbridge.protocol.frame.InterestResult;
import io.drawbridge.protocol.id.ConversationId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Which conversations arrive in full. */
public final class Interest {

  private final Caller caller;
  private final Supplier<String> ids;

  /** Calls go there; each change is named by a new id. */
  public Interest(Caller caller, Supplier<String> ids) {
    this.caller = caller;
    this.ids = ids;
  }

  /** Opens a conversation: its events arrive from where the client was, else from now. */
  public CompletableFuture<InterestResult.Opened> open(ConversationId conversation) {
    return caller.call(new InterestCommand.Open(conversation, Optional.empty()));
  }

  /** Opens a conversation: its events after a position arrive. */
  public CompletableFuture<InterestResult.Opened> openAfter(ConversationId conversation, long pos) {
    return caller.call(new InterestCommand.Open(conversation, Optional.of(pos)));
  }

  /** Closes a conversation: of it only heads arrive. */
  public CompletableFuture<Done> close(ConversationId conversation) {
    return caller.call(new InterestCommand.Close(conversation));
  }

  /** Follows a conversation on all devices, or no longer. */
  public CompletableFuture<Done> follow(ConversationId conversation, boolean on) {
    return caller.call(new InterestCommand.Follow(ids.get(), conversation, on));
  }
}
