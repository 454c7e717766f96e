package io.drawbridge.server.hold;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.hold.HoldView;
import io.drawbridge.protocol.result.AuditResult.HeldItems;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.EpochStore;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.Looker;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.hold.HeldStore.Placed;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code hold.read}: exports what a hold keeps, for owners, wherever they themselves are; that they
 * did is recorded before. The only way to what people took away.
 */
final class ReadHold implements Handler<AuditCommand.ReadHold, HeldItems> {
  private final AccessGate gate;
  private final Database database;
  private final PrivilegedReads reads;
  private final HoldStore holds = new HoldStore();
  private final HeldStore store = new HeldStore();

  ReadHold(AccessGate gate, Database database, PrivilegedReads reads) {
    this.gate = gate;
    this.database = database;
    this.reads = reads;
  }

  @Override
  public CompletionStage<Answer<HeldItems>> handle(Caller caller, AuditCommand.ReadHold command) {
    WorkspacePermit permit = gate.workspace(caller, command.workspace(), WorkspaceAction.HOLD);
    HoldView hold =
        database
            .query(handle -> holds.find(handle, permit.domain(), command.hold()))
            .orElseThrow(Failure::notFound);
    reads.note(
        Looker.of(caller), command.type(), command.workspace(), hold.person(), hold.conversation());
    return CompletableFuture.completedStage(
        database.read(snapshot -> page(snapshot, permit, hold, command)));
  }

  private Answer<HeldItems> page(
      Handle snapshot, WorkspacePermit permit, HoldView hold, AuditCommand.ReadHold command) {
    int limit = command.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    HeldCursor after = command.after().map(HeldCursor::parse).orElse(HeldCursor.START);
    List<Placed> found = store.items(snapshot, permit.domain(), hold, after, limit + 1);
    boolean more = found.size() > limit;
    List<Placed> shown = more ? found.subList(0, limit) : found;
    Optional<String> next = more ? Optional.of(shown.getLast().at().written()) : Optional.empty();
    return Answer.of(
        new Tag.Owner(permit.domain(), EpochStore.of(snapshot, permit.domain())),
        new HeldItems(shown.stream().map(Placed::item).toList(), next));
  }
}
