package io.drawbridge.server.workspace;

import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.bot.BotEnding;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.workspace.departure.Departures;
import io.drawbridge.server.workspace.departure.Departures.Departed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code workspace.remove_member}: in one change ends the seat, every other link of the person in
 * the workspace, the open invitations to their address, and the bots they own there.
 */
final class RemoveWorkspaceMember implements Handler<WorkspaceCommand.RemoveMember, Receipt> {
  private final AccessGate gate;
  private final Changes changes;
  private final WorkspaceStore store;
  private final Departures departures;
  private final BotEnding bots;

  RemoveWorkspaceMember(
      AccessGate gate,
      Changes changes,
      WorkspaceStore store,
      Departures departures,
      BotEnding bots) {
    this.gate = gate;
    this.changes = changes;
    this.store = store;
    this.departures = departures;
    this.bots = bots;
  }

  /** The bots that ended too: what a repeated command needs to finish the work. */
  record Removed(List<AccountId> bots) {
    Removed {
      bots = List.copyOf(bots);
    }
  }

  @Override
  public CompletionStage<Answer<Receipt>> handle(
      Caller caller, WorkspaceCommand.RemoveMember command) {
    WorkspacePermit permit =
        gate.workspace(
            caller,
            command.workspace(),
            WorkspaceAction.REMOVE_MEMBER,
            command.person(),
            Optional.empty());
    return changes
        .run(permit, command, Removed.class, tx -> remove(tx, command))
        .thenCompose(changed ->
            bots.endSessions(caller, command, changed.value().bots())
                .thenApply(done -> Answer.own(Receipts.forAdmin(changed))));
  }

  private Removed remove(ChangeTransaction tx, WorkspaceCommand.RemoveMember command) {
    Handle handle = tx.at().handle();
    AccountId person = command.person();
    if (store.seat(handle, command.workspace(), person).isEmpty()) {
      throw Failure.notFound();
    }
    if (bots.end(tx, person)) {
      return new Removed(List.of(person));
    }
    Departed departed = departures.depart(tx, person, EndReason.REMOVED);
    departed
        .places()
        .forEach(conversation ->
            tx.event(conversation, EventKind.LEFT, person, Optional.of(person.value())));
    return new Removed(departed.bots());
  }
}
