package io.drawbridge.server.workspace;

import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code workspace.suspend}: keeps a member, an external or somebody who is only invited off
 * everything of the workspace, and the bots they own there with them, until it is lifted.
 */
final class SuspendPerson implements Handler<WorkspaceCommand.Suspend, Receipt> {
  private final AccessGate gate;
  private final Changes changes;
  private final WorkspaceStore store;
  private final Suspension suspension;

  SuspendPerson(AccessGate gate, Changes changes, WorkspaceStore store, Suspension suspension) {
    this.gate = gate;
    this.changes = changes;
    this.store = store;
    this.suspension = suspension;
  }

  @Override
  public CompletionStage<Answer<Receipt>> handle(Caller caller, WorkspaceCommand.Suspend command) {
    if (command.person().equals(caller.account())) {
      throw Failure.invalid("person: yourself (expected: somebody else)");
    }
    WorkspacePermit permit =
        gate.workspace(
            caller,
            command.workspace(),
            WorkspaceAction.SUSPEND,
            command.person(),
            Optional.empty());
    return changes
        .run(permit, command, Boolean.class, tx -> suspend(tx, command))
        .thenApply(changed -> Answer.own(Receipts.forAdmin(changed)));
  }

  private boolean suspend(ChangeTransaction tx, WorkspaceCommand.Suspend command) {
    if (!store.belongs(tx.at().handle(), command.workspace(), command.person())
        && !store.invited(tx.at().handle(), command.workspace(), command.person())) {
      throw Failure.notFound();
    }
    return suspension.begin(tx, command.workspace(), command.person(), command.reason());
  }
}
