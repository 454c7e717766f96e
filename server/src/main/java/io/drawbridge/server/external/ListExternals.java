package io.drawbridge.server.external;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.people.ExternalFilter;
import io.drawbridge.protocol.people.ExternalOrder;
import io.drawbridge.protocol.result.ExternalResult.Externals;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code external.list}: lists the externals of a workspace for those who run it, whatever
 * conversations they themselves are in (G-12, HAP-3, HAP-5 to 9, HAP-21, TS-20, TS-21).
 */
final class ListExternals implements Handler<ExternalCommand.ListExternals, Externals> {
  private final AccessGate gate;
  private final Database database;
  private final PrivilegedReads reads;
  private final ExternalStore store = new ExternalStore();

  ListExternals(AccessGate gate, Database database, PrivilegedReads reads) {
    this.gate = gate;
    this.database = database;
    this.reads = reads;
  }

  @Override
  public CompletionStage<Answer<Externals>> handle(
      Caller caller, ExternalCommand.ListExternals command) {
    WorkspacePermit permit =
        gate.workspace(caller, command.workspace(), WorkspaceAction.SEE_EXTERNALS);
    reads.note(caller, command.type(), command.workspace(), Optional.empty());
    ExternalCursor after = ExternalCursor.parse(command.after());
    int limit = command.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    ExternalStore.Page page =
        database.read(snapshot ->
            store.page(
                snapshot,
                permit.domain(),
                command.filter().orElse(ExternalFilter.ALL),
                command.order().orElse(ExternalOrder.NAME),
                after,
                limit + 1));
    boolean more = page.rows().size() > limit;
    List<ExternalStore.Row> shown = more ? page.rows().subList(0, limit) : page.rows();
    Optional<String> next = more ? Optional.of(shown.getLast().cursor().text()) : Optional.empty();
    return CompletableFuture.completedStage(
        Answer.of(
            new Tag.Seat(permit.domain(), page.epoch()),
            new Externals(
                shown.stream().map(ExternalStore.Row::entry).toList(), page.total(), next)));
  }
}
