package io.drawbridge.client.api;

import io.drawbridge.client.Caller;
import io.drawbridge.protocol.frame.ConversationResult;
import io.drawbridge.protocol.frame.ConversationRole;
import io.drawbridge.protocol.frame.Done;
import io.drawbridge.protocol.frame.GroupCommand;
import io.drawbridge.protocol.frame.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Commands about groups. */
public final class Groups {

  private final Caller caller;
  private final Supplier<String> ids;

  /** Calls go there; each change is named by a new id. */
  public Groups(Caller caller, Supplier<String> ids) {
    this.caller = caller;
    this.ids = ids;
  }

  /** Makes a group. */
  public CompletableFuture<ConversationResult.Conversation> create(
      WorkspaceId workspace, String name, Visibility visibility, List<AccountId> people) {
    return caller.call(new GroupCommand.Create(ids.get(), workspace, name, visibility, people));
  }

  /** A page of the groups of a workspace that can be found. */
  public CompletableFuture<ConversationResult.Conversations> list(
      WorkspaceId workspace, Optional<ConversationId> after) {
    return caller.call(new GroupCommand.ListGroups(workspace, after, Optional.empty()));
  }

  /** Joins an open group. */
  public CompletableFuture<ConversationResult.Conversation> join(ConversationId group) {
    return caller.call(new GroupCommand.Join(ids.get(), group));
  }

  /** Changes what somebody may do in a group. */
  public CompletableFuture<Done> role(
      ConversationId group, AccountId person, ConversationRole role) {
    return caller.call(new GroupCommand.SetRole(ids.get(), group, person, role));
  }
}
