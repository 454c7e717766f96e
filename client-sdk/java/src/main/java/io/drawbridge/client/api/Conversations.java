package io.drawbridge.client.api;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.Receipt;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends commands about conversations of any kind, and DMs. */
public final class Conversations {

  private final Commands commands;

  Conversations(Commands commands) {
    this.commands = commands;
  }

  /** Shows a conversation. */
  public CompletableFuture<ConversationResult.Conversation> show(ConversationId conversation) {
    return commands.call(new ConversationCommand.Show(conversation));
  }

  /** Renames a group or a thread. */
  public CompletableFuture<Done> rename(ConversationId conversation, String name) {
    return commands.call(
        new ConversationCommand.Rename(commands.nextClientId(), conversation, name));
  }

  /** Closes a conversation: it takes no messages. */
  public CompletableFuture<Done> close(ConversationId conversation) {
    return commands.call(new ConversationCommand.Close(commands.nextClientId(), conversation));
  }

  /** Opens a closed conversation again. */
  public CompletableFuture<Done> reopen(ConversationId conversation) {
    return commands.call(new ConversationCommand.Reopen(commands.nextClientId(), conversation));
  }

  /**
   * Deletes a conversation for good, with all that is in it.
   *
   * @param confirm its name as one sees it, or its id, to be sure
   */
  public CompletableFuture<ConversationResult.ConversationDeleted> delete(
      ConversationId conversation, String confirm) {
    return commands.call(
        new ConversationCommand.Delete(commands.nextClientId(), conversation, confirm));
  }

  /** Closes a conversation and takes it out of everybody's lists. */
  public CompletableFuture<Done> archive(ConversationId conversation) {
    return commands.call(new ConversationCommand.Archive(commands.nextClientId(), conversation));
  }

  /** Puts an archived conversation back into the lists, closed as it is. */
  public CompletableFuture<Done> unarchive(ConversationId conversation) {
    return commands.call(new ConversationCommand.Unarchive(commands.nextClientId(), conversation));
  }

  /** Locks parts of a conversation, or unlocks them. */
  public CompletableFuture<Done> lock(
      ConversationId conversation, boolean details, boolean replies) {
    return commands.call(
        new ConversationCommand.Lock(commands.nextClientId(), conversation, details, replies));
  }

  /** Finds the backstage of a group or thread, where only its members talk, or makes it. */
  public CompletableFuture<ConversationResult.Conversation> backstage(ConversationId conversation) {
    return commands.call(
        new ConversationCommand.OpenBackstage(commands.nextClientId(), conversation));
  }

  /** Lists a page of the people in a conversation. */
  public CompletableFuture<ConversationResult.Roster> roster(
      ConversationId conversation, Optional<String> after) {
    return commands.call(new ConversationCommand.ShowRoster(conversation, after, Optional.empty()));
  }

  /** Leaves a conversation. */
  public CompletableFuture<Receipt> leave(ConversationId conversation) {
    return commands.call(new ConversationCommand.Leave(commands.nextClientId(), conversation));
  }

  /** Prepares to find or make the DM with these people; without any it is a note pad. */
  public DirectTalk direct(AccountId... people) {
    return new DirectTalk(commands, List.of(people), Optional.empty());
  }

  /** Prepares to find or make the DM with the owner of an address. */
  public DirectTalk direct(Whom.Address address) {
    return new DirectTalk(commands, List.of(), Optional.of(address.email()));
  }
}
