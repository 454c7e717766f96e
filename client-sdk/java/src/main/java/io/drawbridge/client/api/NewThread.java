package io.drawbridge.client.api;

import com.google.errorprone.annotations.CheckReturnValue;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.forward.MessagePlace;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.ConversationResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Makes a thread once it is {@link #send sent}; made by {@link Threads#create}. Not thread-safe.
 */
@CheckReturnValue
public final class NewThread {

  private final Commands commands;
  private final String subject;
  private final List<AccountId> people = new ArrayList<>();
  private final List<ConversationId> groups = new ArrayList<>();
  private Optional<WorkspaceId> workspace = Optional.empty();
  private Optional<String> text = Optional.empty();
  private Optional<MessagePlace> from = Optional.empty();

  NewThread(Commands commands, String subject) {
    this.commands = commands;
    this.subject = subject;
  }

  /** Gives it a home; people without a common workspace talk without one. */
  public NewThread in(WorkspaceId home) {
    return in(Optional.of(home));
  }

  /** Does as {@link #in(WorkspaceId)} does, if there is a workspace. */
  public NewThread in(Optional<WorkspaceId> home) {
    workspace = home;
    return this;
  }

  /** Addresses it to people too: 500 at most. */
  public NewThread people(AccountId... accounts) {
    return people(List.of(accounts));
  }

  /** Addresses it to people too: 500 at most. */
  public NewThread people(Collection<AccountId> accounts) {
    people.addAll(accounts);
    return this;
  }

  /** Addresses it to groups too: 50 at most. */
  public NewThread groups(ConversationId... ids) {
    groups.addAll(List.of(ids));
    return this;
  }

  /** Begins it with a message: Markdown, 1 to 16,384 bytes of UTF-8. */
  public NewThread text(String markdown) {
    text = Optional.of(markdown);
    return this;
  }

  /** Begins it with a message of another place, passed on; the text is what is said of it. */
  public NewThread from(ConversationId conversation, long pos) {
    from = Optional.of(new MessagePlace(conversation, pos));
    return this;
  }

  /**
   * Sends it. The answer shows the thread.
   *
   * @throws io.drawbridge.protocol.ProtocolException if what was given breaks a limit
   */
  public CompletableFuture<ConversationResult.Conversation> send() {
    return commands.call(
        new ThreadCommand.Create(
            commands.nextClientId(), workspace, subject, people, groups, text, from));
  }
}
