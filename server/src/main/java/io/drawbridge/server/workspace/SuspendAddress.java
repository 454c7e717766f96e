package io.drawbridge.server.workspace;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.workspace.seat.HeldMails;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code workspace.suspend_address}: keeps the owner of an address off everything of the workspace,
 * be there an account or not. A person who is in the workspace by it is suspended in the same
 * change. To others nothing happens but that no invitation reaches them, so that the answer does
 * not tell whether they have an account.
 */
final class SuspendAddress implements Handler<WorkspaceCommand.SuspendAddress, Receipt> {
  private final AccessGate gate;
  private final Database database;
  private final Changes changes;
  private final WorkspaceStore store;
  private final Suspension suspension;
  private final BarredAddressStore addresses;
  private final HeldMails held;

  SuspendAddress(
      AccessGate gate,
      Database database,
      Changes changes,
      WorkspaceStore store,
      Suspension suspension,
      BarredAddressStore addresses,
      HeldMails held) {
    this.gate = gate;
    this.database = database;
    this.changes = changes;
    this.store = store;
    this.suspension = suspension;
    this.addresses = addresses;
    this.held = held;
  }

  @Override
  public CompletionStage<Answer<Receipt>> handle(
      Caller caller, WorkspaceCommand.SuspendAddress command) {
    WorkspacePermit plain = gate.workspace(caller, command.workspace(), WorkspaceAction.SUSPEND);
    EmailAddress email = EmailAddress.of(command.email());
    Optional<AccountId> person =
        database.query(handle -> store.belonging(handle, command.workspace(), email));
    if (person.equals(Optional.of(caller.account()))) {
      throw Failure.invalid("email: your own (expected: that of somebody else)");
    }
    WorkspacePermit permit =
        person
            .map(whom ->
                gate.workspace(
                    caller, command.workspace(), WorkspaceAction.SUSPEND, whom, Optional.empty()))
            .orElse(plain);
    return changes
        .run(permit, command, Boolean.class, tx -> suspend(tx, command, email, person))
        .thenApply(changed -> Answer.own(Receipts.forAdmin(changed)));
  }

  private boolean suspend(
      ChangeTransaction tx,
      WorkspaceCommand.SuspendAddress command,
      EmailAddress email,
      Optional<AccountId> person) {
    if (!store.belonging(tx.at().handle(), command.workspace(), email).equals(person)) {
      throw Failure.of(
          ErrorCode.CONFLICT, "who is in the workspace changed meanwhile (expected: once more)");
    }
    held.settle(tx, command.workspace(), email);
    person.ifPresent(whom -> suspension.begin(tx, command.workspace(), whom, command.reason()));
    return addresses.bar(tx, command.workspace(), email, tx.at().actor(), command.reason());
  }
}
