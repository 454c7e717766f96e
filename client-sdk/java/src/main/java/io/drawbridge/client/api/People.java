package io.drawbridge.client.api;

import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.command.PresenceCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.PresenceState;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.PeopleResult;
import io.drawbridge.protocol.result.PresenceResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds and shows people, follows their presence, and shows who types. */
public final class People {

  private final Commands commands;

  People(Commands commands) {
    this.commands = commands;
  }

  /** Finds people whose name begins so. */
  public CompletableFuture<PeopleResult.People> find(String prefix) {
    return commands.call(new PeopleCommand.Find(prefix, Optional.empty(), Optional.empty()));
  }

  /** Finds members of a workspace whose name begins so. */
  public CompletableFuture<PeopleResult.People> find(String prefix, WorkspaceId workspace) {
    return commands.call(new PeopleCommand.Find(prefix, Optional.of(workspace), Optional.empty()));
  }

  /** Shows the card of somebody one shares a conversation with; of other members the profile. */
  public CompletableFuture<PeopleResult.PersonShown> show(AccountId person) {
    return commands.call(new PeopleCommand.Show(person));
  }

  /** Follows the presence of these people, in place of those before. */
  public CompletableFuture<PresenceResult.Presences> presence(List<AccountId> people) {
    return commands.call(new PresenceCommand.Subscribe(people));
  }

  /** Sets the presence that others see. */
  public CompletableFuture<Done> appear(PresenceState state) {
    return commands.call(new PresenceCommand.SetPresence(state, Optional.empty()));
  }

  /** Shows for a few seconds that one types. */
  public CompletableFuture<Done> typing(ConversationId conversation) {
    return commands.call(new PresenceCommand.StartTyping(conversation));
  }
}
