package io.drawbridge.server.audit;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.audit.AuditEntry;
import io.drawbridge.protocol.audit.AuditFilter;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.result.AuditResult.AuditRecords;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.audit.chain.ReadRecords;
import io.drawbridge.server.audit.chain.SealRecords;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code audit.list}: lists the sealed records of a workspace for those who run it, the newest
 * first (N-13, G-27). What was done a moment ago is among them.
 */
final class ListRecords implements Handler<AuditCommand.ListRecords, AuditRecords> {
  private final AccessGate gate;
  private final Database database;
  private final SealRecords seal;
  private final PrivilegedReads reads;
  private final ReadRecords records = new ReadRecords();

  ListRecords(AccessGate gate, Database database, SealRecords seal, PrivilegedReads reads) {
    this.gate = gate;
    this.database = database;
    this.seal = seal;
    this.reads = reads;
  }

  @Override
  public CompletionStage<Answer<AuditRecords>> handle(
      Caller caller, AuditCommand.ListRecords command) {
    WorkspacePermit permit = gate.workspace(caller, command.workspace(), WorkspaceAction.SEE_AUDIT);
    long before = command.after().map(ListRecords::position).orElse(Long.MAX_VALUE);
    reads.note(caller, command.type(), command.workspace(), Optional.empty());
    if (command.after().isEmpty()) {
      seal.all();
    }
    int limit = command.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    ReadRecords.Page page =
        database.read(snapshot ->
            records.newest(
                snapshot,
                permit.domain().value(),
                caller.account(),
                before,
                command.filter().orElse(AuditFilter.ALL),
                limit + 1));
    boolean more = page.records().size() > limit;
    List<AuditEntry> shown = more ? page.records().subList(0, limit) : page.records();
    Optional<String> next =
        more ? Optional.of(Long.toString(shown.getLast().position())) : Optional.empty();
    return CompletableFuture.completedStage(
        Answer.of(new Tag.Admin(permit.domain(), page.epoch()), new AuditRecords(shown, next)));
  }

  private static long position(String after) {
    if (!after.matches("[0-9]{1,15}")) {
      throw Failure.invalid("after: not a cursor (expected: next of the page before)");
    }
    return Long.parseLong(after);
  }
}
