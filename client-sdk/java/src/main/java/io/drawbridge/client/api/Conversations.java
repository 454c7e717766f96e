package io.drawbridge.client.api;

import io.drawbridge.client.Caller;
import io.drawbridge.protocol.frame.ConversationCommand;
import io.drawbridge.protocol.frame.ConversationResult;
import io.drawbridge.protocol.frame.DmCommand;
import io.drawbridge.protocol.frame.Done;
import io.drawbridge.protocol.frame.Receipt;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Commands about conversations of any kind, and DMs. */
public final class Conversations {

  private final Caller caller;
  private final Supplier<String> ids;

  /** Calls go there; each change is named by a new id. */
  public Conversations(Caller caller, Supplier<String> ids) {
    this.caller = caller;
    this.ids = ids;
  }

  /** Shows a conversation. */
  public CompletableFuture<ConversationResult.Conversation> show(ConversationId conversation) {
    return caller.call(new ConversationCommand.Show(conversation));
  }

  /** Renames a group or a thread. */
  public CompletableFuture<Done> rename(ConversationId conversation, String name) {
    return caller.call(new ConversationCommand.Rename(ids.get(), conversation, name));
  }

  /** Closes a conversation: it takes no messages. */
  public CompletableFuture<Done> close(ConversationId conversation) {
    return caller.call(new ConversationCommand.Close(ids.get(), conversation));
  }

  /** Opens a closed conversation again. */
  public CompletableFuture<Done> reopen(ConversationId conversation) {
    return caller.call(new ConversationCommand.Reopen(ids.get(), conversation));
  }

  /** Locks parts of a conversation, or unlocks them. */
  public CompletableFuture<Done> lock(
      ConversationId conversation, boolean details, boolean replies) {
    return caller.call(new ConversationCommand.Lock(ids.get(), conversation, details, replies));
  }

  /** A page of who is there. */
  public CompletableFuture<ConversationResult.Roster> roster(
      ConversationId conversation, Optional<String> after) {
    return caller.call(new ConversationCommand.ShowRoster(conversation, after, Optional.empty()));
  }

  /** Leaves a conversation. */
  public CompletableFuture<Receipt> leave(ConversationId conversation) {
    return caller.call(new ConversationCommand.Leave(ids.get(), conversation));
  }

  /** Finds or makes the DM with these people; without any it is a note pad. */
  public CompletableFuture<ConversationResult.Conversation> direct(
      Optional<WorkspaceId> workspace, List<AccountId> people) {
    return caller.call(new DmCommand.Open(ids.get(), workspace, people, Optional.empty()));
  }

  /** Finds or makes the DM with the owner of an address. */
  public CompletableFuture<ConversationResult.Conversation> directByEmail(
      Optional<WorkspaceId> workspace, String email) {
    return caller.call(new DmCommand.Open(ids.get(), workspace, List.of(), Optional.of(email)));
  }
}
