package io.drawbridge.client.api;

import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.ReportId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.moderation.ReportOutcome;
import io.drawbridge.protocol.moderation.ReportReason;
import io.drawbridge.protocol.people.PresenceState;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.PeopleResult;
import io.drawbridge.protocol.result.PresenceResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds, shows, blocks and reports people, follows their presence, and shows who types. */
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

  /** Gets the picture on somebody's card; the card says whether there is one. */
  public CompletableFuture<PeopleResult.Picture> picture(AccountId person) {
    return commands.call(new PeopleCommand.ShowPicture(person));
  }

  /** Blocks somebody, who is not told, or lets them through again. */
  public CompletableFuture<Done> block(AccountId person, boolean on) {
    return commands.call(on ? new PeopleCommand.Block(person) : new PeopleCommand.Unblock(person));
  }

  /** Lists whom one blocked. */
  public CompletableFuture<PeopleResult.BlockedPeople> blocked() {
    return commands.call(new PeopleCommand.ListBlocked());
  }

  /** Reports a message to those who moderate. */
  public CompletableFuture<Done> report(
      ConversationId conversation, long pos, ReportReason reason, Optional<String> note) {
    return commands.call(new PeopleCommand.FileReport(conversation, pos, reason, note));
  }

  /** Lists the reports of a workspace that one runs. */
  public CompletableFuture<PeopleResult.Reports> reports(
      WorkspaceId workspace, Optional<Boolean> open, Optional<String> after) {
    return commands.call(
        new PeopleCommand.ListReports(
            Optional.of(workspace), Optional.empty(), open, after, Optional.empty()));
  }

  /** Lists the reports of a conversation that one manages. */
  public CompletableFuture<PeopleResult.Reports> reports(
      ConversationId conversation, Optional<Boolean> open, Optional<String> after) {
    return commands.call(
        new PeopleCommand.ListReports(
            Optional.empty(), Optional.of(conversation), open, after, Optional.empty()));
  }

  /** Says what became of a report. */
  public CompletableFuture<Done> resolve(ReportId report, ReportOutcome outcome) {
    return commands.call(new PeopleCommand.ResolveReport(report, outcome));
  }

  /** Follows the presence of these people, in place of those before. */
  public CompletableFuture<PresenceResult.Presences> presence(List<AccountId> people) {
    return commands.call(new InterestCommand.Subscribe(people));
  }

  /** Sets the presence that others see. */
  public CompletableFuture<Done> appear(PresenceState state) {
    return commands.call(new InterestCommand.SetPresence(state, Optional.empty()));
  }

  /** Shows for a few seconds that one types. */
  public CompletableFuture<Done> typing(ConversationId conversation) {
    return commands.call(new InterestCommand.StartTyping(conversation));
  }
}
