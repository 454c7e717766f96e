package io.drawbridge.server.workspace;

import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.command.RequestKeys;
import io.drawbridge.server.delivery.change.MembershipLanes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** {@code workspace.unsuspend}: lifts a suspension, of the person's bots too. */
final class UnsuspendPerson implements Handler<WorkspaceCommand.Unsuspend, Done> {
  private final AccessGate gate;
  private final MembershipLanes lanes;
  private final Suspension suspension;
  private final BarredAddressStore addresses;
  private final RequestKeys keys;

  UnsuspendPerson(
      AccessGate gate,
      MembershipLanes lanes,
      Suspension suspension,
      BarredAddressStore addresses,
      RequestKeys keys) {
    this.gate = gate;
    this.lanes = lanes;
    this.suspension = suspension;
    this.addresses = addresses;
    this.keys = keys;
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
    return lanes
        .submit(
            permit,
            new DomainId(command.workspace().value()),
            new MembershipLanes.Idempotent<>(keys.of(caller, command), Done.class),
            tx -> lift(tx, command))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private Done lift(ChangeTransaction tx, WorkspaceCommand.Unsuspend command) {
    tx.kind("workspace.unsuspend");
    boolean addressLifted =
        addresses.unbarOf(tx.at().handle(), command.workspace(), command.person());
    boolean personLifted = suspension.lift(tx, command.workspace(), command.person());
    if (!personLifted && !addressLifted) {
      throw Failure.notFound();
    }
    return new Done();
  }
}
