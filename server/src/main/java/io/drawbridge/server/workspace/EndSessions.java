package io.drawbridge.server.workspace;

import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.workspace.departure.SignOut;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code workspace.end_sessions}: signs a member out everywhere, as after a lost laptop. They sign
 * in again; to keep somebody out, suspend them.
 */
final class EndSessions implements Handler<WorkspaceCommand.EndSessions, Receipt> {
  private final AccessGate gate;
  private final Changes changes;
  private final WorkspaceStore store;
  private final SignOut signOut;

  EndSessions(AccessGate gate, Changes changes, WorkspaceStore store, SignOut signOut) {
    this.gate = gate;
    this.changes = changes;
    this.store = store;
    this.signOut = signOut;
  }

  @Override
  public CompletionStage<Answer<Receipt>> handle(
      Caller caller, WorkspaceCommand.EndSessions command) {
    if (command.person().equals(caller.account())) {
      throw Failure.invalid("person: yourself (expected: session.revoke)");
    }
    gate.workspace(
        caller,
        command.workspace(),
        WorkspaceAction.END_SESSIONS,
        command.person(),
        Optional.empty());
    return changes
        .ofAccount(
            command.person(),
            changes.request(caller, command, Boolean.class),
            tx -> end(tx, command))
        .thenApply(changed -> {
          signOut.told(caller, command.workspace(), command.person());
          return Answer.own(changed.receipt().orElseThrow());
        });
  }

  private boolean end(AuditedTransaction tx, WorkspaceCommand.EndSessions command) {
    if (store.seat(tx.handle(), command.workspace(), command.person()).isEmpty()) {
      throw Failure.notFound();
    }
    return signOut.end(tx, command.person());
  }
}
