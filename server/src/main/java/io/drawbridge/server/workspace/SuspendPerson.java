package io.drawbridge.server.workspace;

import io.drawbridge.protocol.frame.Receipt;
import io.drawbridge.protocol.frame.WorkspaceCommand;
import io.drawbridge.protocol.frame.WorkspaceRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.DomainId;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.WorkspaceAction;
import io.drawbridge.server.account.BotStore;
import io.drawbridge.server.delivery.MembershipLanes;
import io.drawbridge.server.delivery.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.Answer;
import io.drawbridge.server.session.Handler;
import io.drawbridge.server.session.RequestKeys;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code workspace.suspend}: keeps a member or an external off everything of the workspace, and the
 * bots he owns there with him, until it is lifted.
 */
final class SuspendPerson implements Handler<WorkspaceCommand.Suspend, Receipt> {
  private final AccessGate gate;
  private final MembershipLanes lanes;
  private final WorkspaceStore store;
  private final RequestKeys keys;
  private final BotStore bots = new BotStore();

  SuspendPerson(AccessGate gate, MembershipLanes lanes, WorkspaceStore store, RequestKeys keys) {
    this.gate = gate;
    this.lanes = lanes;
    this.store = store;
    this.keys = keys;
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
    return lanes
        .submit(
            permit,
            new DomainId(command.workspace().value()),
            new MembershipLanes.Idempotent<>(keys.of(caller, command), Boolean.class),
            tx -> suspend(tx, command))
        .thenApply(changed -> Answer.own(Receipts.forAdmin(changed)));
  }

  private boolean suspend(ChangeTransaction tx, WorkspaceCommand.Suspend command) {
    tx.kind("workspace.suspend");
    Handle handle = tx.at().handle();
    AccountId person = command.person();
    if (!store.belongs(handle, command.workspace(), person)) {
      throw Failure.notFound();
    }
    Optional<WorkspaceRole> held = store.seat(handle, command.workspace(), person);
    if (held.equals(Optional.of(WorkspaceRole.OWNER))
        && store.otherOwners(handle, command.workspace(), person) == 0) {
      throw SetRole.lastOwner();
    }
    bots.ownedBy(handle, command.workspace(), person)
        .forEach(bot -> tx.memberships().suspend(tx.at(), bot, command.reason()));
    return tx.memberships().suspend(tx.at(), person, command.reason());
  }
}
