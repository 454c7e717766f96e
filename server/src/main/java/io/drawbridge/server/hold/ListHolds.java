package io.drawbridge.server.hold;

import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.result.AuditResult.Holds;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.EpochStore;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code hold.list}: shows which holds stand, to owners; that they looked is recorded. */
final class ListHolds implements Handler<AuditCommand.ListHolds, Holds> {
  private final AccessGate gate;
  private final Database database;
  private final PrivilegedReads reads;
  private final HoldStore store = new HoldStore();

  ListHolds(AccessGate gate, Database database, PrivilegedReads reads) {
    this.gate = gate;
    this.database = database;
    this.reads = reads;
  }

  @Override
  public CompletionStage<Answer<Holds>> handle(Caller caller, AuditCommand.ListHolds command) {
    WorkspacePermit permit = gate.workspace(caller, command.workspace(), WorkspaceAction.HOLD);
    reads.note(caller, command.type(), command.workspace(), Optional.empty());
    return CompletableFuture.completedStage(
        database.read(snapshot ->
            Answer.of(
                new Tag.Owner(permit.domain(), EpochStore.of(snapshot, permit.domain())),
                new Holds(store.standing(snapshot, permit.domain())))));
  }
}
