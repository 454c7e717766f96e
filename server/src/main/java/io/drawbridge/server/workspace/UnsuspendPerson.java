package io.drawbridge.server.workspace;

import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.result.Done;
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

/** {@code workspace.unsuspend}: lifts a suspension, of the person's bots too. */
final class UnsuspendPerson implements Handler<WorkspaceCommand.Unsuspend, Done> {
  private final AccessGate gate;
  private final Changes changes;
  private final Suspension suspension;
  private final BarredAddressStore addresses;

  UnsuspendPerson(
      AccessGate gate, Changes changes, Suspension suspension, BarredAddressStore addresses) {
    this.gate = gate;
    this.changes = changes;
    this.suspension = suspension;
    this.addresses = addresses;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, WorkspaceCommand.Unsuspend command) {
    WorkspacePermit permit =
        gate.workspace(
            caller,
            command.workspace(),
            WorkspaceAction.SUSPEND,
            command.person(),
            Optional.empty());
    return changes
        .run(permit, command, Done.class, tx -> lift(tx, command))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private Done lift(ChangeTransaction tx, WorkspaceCommand.Unsuspend command) {
    boolean addressLifted = addresses.unbarOf(tx, command.workspace(), command.person());
    boolean personLifted = suspension.lift(tx, command.workspace(), command.person());
    if (!personLifted && !addressLifted) {
      throw Failure.notFound();
    }
    return new Done();
  }
}
