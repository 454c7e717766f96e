package io.drawbridge.client.api;

import io.drawbridge.client.Caller;
import io.drawbridge.protocol.frame.ConversationResult;
import io.drawbridge.protocol.frame.ThreadCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Commands about threads. */
public final class Threads {

  private final Caller caller;
  private final Supplier<String> ids;

  /** Calls go there; each change is named by a new id. */
  public Threads(Caller caller, Supplier<String> ids) {
    this.caller = caller;
    this.ids = ids;
  }

  /** Makes a thread addressed to people. */
  public CompletableFuture<ConversationResult.Conversation> create(
      Optional<WorkspaceId> workspace, String subject, List<AccountId> people) {
    return caller.call(
        new ThreadCommand.Create(
            ids.get(), workspace, subject, people, List.of(), Optional.empty()));
  }

  /** Makes a thread addressed to people and groups, with a first message. */
  public CompletableFuture<ConversationResult.Conversation> create(
      Optional<WorkspaceId> workspace,
      String subject,
      List<AccountId> people,
      List<ConversationId> groups,
      String text) {
    return caller.call(
        new ThreadCommand.Create(ids.get(), workspace, subject, people, groups, Optional.of(text)));
  }
}
