package io.drawbridge.client.api;

import com.google.errorprone.annotations.CheckReturnValue;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.ConversationResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds or makes a DM once it is {@link #send sent}; made by {@link Conversations#direct}. Not
 * thread-safe.
 */
@CheckReturnValue
public final class DirectTalk {

  private final Commands commands;
  private final List<AccountId> people;
  private final Optional<String> email;
  private Optional<WorkspaceId> workspace = Optional.empty();

  DirectTalk(Commands commands, List<AccountId> people, Optional<String> email) {
    this.commands = commands;
    this.people = people;
    this.email = email;
  }

  /** Says in which workspace they talk; people without a common one talk without. */
  public DirectTalk in(WorkspaceId home) {
    return in(Optional.of(home));
  }

  /** Does as {@link #in(WorkspaceId)} does, if there is a workspace. */
  public DirectTalk in(Optional<WorkspaceId> home) {
    workspace = home;
    return this;
  }

  /**
   * Sends it. The answer shows the DM.
   *
   * @throws io.drawbridge.protocol.ProtocolException if what was given breaks a limit
   */
  public CompletableFuture<ConversationResult.Conversation> send() {
    return commands.call(new DmCommand.Open(commands.nextClientId(), workspace, people, email));
  }
}
