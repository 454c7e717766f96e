package io.drawbridge.client.api;

import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.Done;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends commands about groups. */
public final class Groups {

  private final Commands commands;

  Groups(Commands commands) {
    this.commands = commands;
  }

  /** Makes a group. */
  public CompletableFuture<ConversationResult.Conversation> create(
      WorkspaceId workspace, String name, Visibility visibility, List<AccountId> people) {
    return commands.call(
        new GroupCommand.Create(commands.nextClientId(), workspace, name, visibility, people));
  }

  /** Lists a page of the groups of a workspace that can be found. */
  public CompletableFuture<ConversationResult.Conversations> list(
      WorkspaceId workspace, Optional<ConversationId> after) {
    return commands.call(new GroupCommand.ListGroups(workspace, after, Optional.empty()));
  }

  /** Joins an open group. */
  public CompletableFuture<ConversationResult.Conversation> join(ConversationId group) {
    return commands.call(new GroupCommand.Join(commands.nextClientId(), group));
  }

  /** Changes what somebody may do in a group. */
  public CompletableFuture<Done> role(
      ConversationId group, AccountId person, ConversationRole role) {
    return commands.call(new GroupCommand.SetRole(commands.nextClientId(), group, person, role));
  }
}
