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
import org.jdbi.v3.core.Handle;

/** {@code workspace.set_role}: changes what a member may do. A bot stays a member. */
final class SetRole implements Handler<WorkspaceCommand.SetRole, Done> {
  private final AccessGate gate;
  private final Changes changes;
  private final WorkspaceStore store;

  SetRole(AccessGate gate, Changes changes, WorkspaceStore store) {
    this.gate = gate;
    this.changes = changes;
    this.store = store;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, WorkspaceCommand.SetRole command) {
    WorkspacePermit permit =
        gate.workspace(
            caller,
            command.workspace(),
            WorkspaceAction.SET_ROLE,
            command.person(),
            Optional.of(command.role()));
    return changes
        .run(permit, command, Done.class, tx -> set(tx, command))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private Done set(ChangeTransaction tx, WorkspaceCommand.SetRole command) {
    Handle handle = tx.at().handle();
    if (store.seat(handle, command.workspace(), command.person()).isEmpty()) {
      throw Failure.notFound();
    }
    tx.memberships().seat(tx.at(), command.person(), command.role());
    return new Done();
  }
}
