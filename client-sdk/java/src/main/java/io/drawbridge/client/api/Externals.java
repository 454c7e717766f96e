package io.drawbridge.client.api;

import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalFilter;
import io.drawbridge.protocol.people.ExternalOrder;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.ExternalResult;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends commands about all externals of a workspace. */
public final class Externals {

  private final Commands commands;

  Externals(Commands commands) {
    this.commands = commands;
  }

  /** Lists a page of the externals who have something or are invited, by name; for admins. */
  public CompletableFuture<ExternalResult.Externals> list(
      WorkspaceId workspace, Optional<String> after) {
    return list(workspace, ExternalFilter.ALL, ExternalOrder.NAME, after);
  }

  /** Lists a page of those who are wanted. */
  public CompletableFuture<ExternalResult.Externals> list(
      WorkspaceId workspace, ExternalFilter wanted, ExternalOrder order, Optional<String> after) {
    return commands.call(
        new ExternalCommand.ListExternals(
            workspace, Optional.of(wanted), Optional.of(order), after, Optional.empty()));
  }

  /**
   * Mails an invitation to become a guest of the workspace: known there, and in no conversation
   * until somebody adds them. Completes in the same way whether or not the address has an account.
   */
  public CompletableFuture<Done> invite(WorkspaceId workspace, String email) {
    return invite(workspace, email, Optional.empty(), Optional.empty());
  }

  /** The same with a note in the mail, and an end. */
  public CompletableFuture<Done> invite(
      WorkspaceId workspace, String email, Optional<String> note, Optional<Instant> until) {
    return commands.call(
        new ExternalCommand.Invite(
            commands.nextClientId(),
            workspace,
            email,
            Optional.empty(),
            note,
            until,
            Optional.empty()));
  }

  /** Counts the externals by class, beside the quotas that are set; for admins. */
  public CompletableFuture<ExternalResult.Counted> count(WorkspaceId workspace) {
    return commands.call(new ExternalCommand.Count(workspace));
  }

  /** Shows everything that an external reaches, and by what; for admins. */
  public CompletableFuture<ExternalResult.ExternalReach> show(
      WorkspaceId workspace, AccountId person) {
    return commands.call(new ExternalCommand.Show(workspace, person));
  }

  /** Tells what {@link #end} would end now. */
  public CompletableFuture<ExternalResult.ExternalsToEnd> previewEnd(
      WorkspaceId workspace, ExternalSelection which) {
    return commands.call(new ExternalCommand.PreviewEnd(workspace, which));
  }

  /**
   * Ends what externals have: one grant or several, all of a person, of a firm's mail domain, of
   * what somebody gave, or of a conversation. Completes when nothing more leaves for those people.
   */
  public CompletableFuture<ExternalResult.ExternalsEnded> end(
      WorkspaceId workspace, ExternalSelection which) {
    return commands.call(
        new ExternalCommand.End(commands.nextClientId(), workspace, which, Optional.empty()));
  }

  /**
   * Sets when what externals have ends by itself, as to renew it; empty: no end. What may not end
   * then is left as it is, and told.
   */
  public CompletableFuture<ExternalResult.ExternalsDated> setUntil(
      WorkspaceId workspace, ExternalSelection which, Optional<Instant> until) {
    return setUntil(workspace, which, until, EndConditions.NONE);
  }

  /** The same, where something else ends it too, whichever comes first. */
  public CompletableFuture<ExternalResult.ExternalsDated> setUntil(
      WorkspaceId workspace,
      ExternalSelection which,
      Optional<Instant> until,
      EndConditions conditions) {
    return commands.call(
        new ExternalCommand.SetUntil(
            commands.nextClientId(),
            workspace,
            which,
            until,
            Optional.of(conditions),
            Optional.empty()));
  }

  /** The same beyond the longest term of the policies, for admins who say why. */
  public CompletableFuture<ExternalResult.ExternalsDated> setUntil(
      WorkspaceId workspace, ExternalSelection which, Optional<Instant> until, String reason) {
    return commands.call(
        new ExternalCommand.SetUntil(
            commands.nextClientId(),
            workspace,
            which,
            until,
            Optional.empty(),
            Optional.of(reason)));
  }

  /**
   * Lets somebody else answer for externals, or oneself. Where that one may bring none in, all is
   * left as it is, and told.
   */
  public CompletableFuture<ExternalResult.ExternalsKept> handOver(
      WorkspaceId workspace, ExternalSelection which, AccountId to) {
    return commands.call(
        new ExternalCommand.HandOver(
            commands.nextClientId(), workspace, which, to, Optional.empty()));
  }

  /** Confirms that externals are still needed, for as long as the policies say. */
  public CompletableFuture<ExternalResult.ExternalsKept> confirm(
      WorkspaceId workspace, ExternalSelection which) {
    return commands.call(
        new ExternalCommand.Confirm(commands.nextClientId(), workspace, which, Optional.empty()));
  }
}
