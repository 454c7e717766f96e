package io.drawbridge.server.workspace;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.Done;
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
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code workspace.unsuspend_address}: lifts the suspension of an address, and that of the person
 * who is in the workspace by it.
 */
final class UnsuspendAddress implements Handler<WorkspaceCommand.UnsuspendAddress, Done> {
  private final AccessGate gate;
  private final Database database;
  private final Changes changes;
  private final WorkspaceStore store;
  private final Suspension suspension;
  private final BarredAddressStore addresses;

  UnsuspendAddress(
      AccessGate gate,
      Database database,
      Changes changes,
      WorkspaceStore store,
      Suspension suspension,
      BarredAddressStore addresses) {
    this.gate = gate;
    this.database = database;
    this.changes = changes;
    this.store = store;
    this.suspension = suspension;
    this.addresses = addresses;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(
      Caller caller, WorkspaceCommand.UnsuspendAddress command) {
    WorkspacePermit plain = gate.workspace(caller, command.workspace(), WorkspaceAction.SUSPEND);
    EmailAddress email = EmailAddress.of(command.email());
    Optional<AccountId> person =
        database.query(handle -> store.belonging(handle, command.workspace(), email));
    WorkspacePermit permit =
        person
            .map(whom ->
                gate.workspace(
                    caller, command.workspace(), WorkspaceAction.SUSPEND, whom, Optional.empty()))
            .orElse(plain);
    return changes
        .run(permit, command, Done.class, tx -> lift(tx, command, email, person))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private Done lift(
      ChangeTransaction tx,
      WorkspaceCommand.UnsuspendAddress command,
      EmailAddress email,
      Optional<AccountId> person) {
    if (!store.belonging(tx.at().handle(), command.workspace(), email).equals(person)) {
      throw Failure.of(
          ErrorCode.CONFLICT, "who is in the workspace changed meanwhile (expected: once more)");
    }
    boolean addressLifted = addresses.unbar(tx, command.workspace(), email);
    boolean personLifted =
        person.map(whom -> suspension.lift(tx, command.workspace(), whom)).orElse(false);
    if (!addressLifted && !personLifted) {
      throw Failure.notFound();
    }
    return new Done();
  }
}
