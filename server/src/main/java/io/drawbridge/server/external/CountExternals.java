package io.drawbridge.server.external;

import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.result.ExternalResult.Counted;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.facts.ExternalCountStore;
import io.drawbridge.server.access.facts.Supposition;
import io.drawbridge.server.access.link.EpochStore;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code external.count}: counts the externals of a workspace by class, beside the quotas, for
 * those who run it (G-23, TS-9, GLUE-5).
 */
final class CountExternals implements Handler<ExternalCommand.Count, Counted> {
  private final AccessGate gate;
  private final Database database;
  private final PrivilegedReads reads;
  private final ExternalCountStore store = new ExternalCountStore();

  CountExternals(AccessGate gate, Database database, PrivilegedReads reads) {
    this.gate = gate;
    this.database = database;
    this.reads = reads;
  }

  @Override
  public CompletionStage<Answer<Counted>> handle(Caller caller, ExternalCommand.Count command) {
    WorkspacePermit permit =
        gate.workspace(caller, command.workspace(), WorkspaceAction.SEE_EXTERNALS);
    reads.note(caller, command.type(), command.workspace(), Optional.empty());
    return CompletableFuture.completedStage(
        database.read(snapshot ->
            Answer.of(
                new Tag.Seat(permit.domain(), EpochStore.of(snapshot, permit.domain())),
                new Counted(store.counts(snapshot, permit.domain(), Supposition.NONE)))));
  }
}
