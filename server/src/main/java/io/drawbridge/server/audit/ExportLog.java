package io.drawbridge.server.audit;

import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.result.AuditResult.AuditPart;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.audit.chain.ExportChain;
import io.drawbridge.server.audit.chain.ExportPlace;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code audit.export}: exports a workspace's log part by part, each by the right of its moment
 * (N-13, G-27): an export that its reader is removed from stops there.
 */
final class ExportLog implements Handler<AuditCommand.Export, AuditPart> {
  private final AccessGate gate;
  private final ExportChain exports;
  private final PrivilegedReads reads;

  ExportLog(AccessGate gate, ExportChain exports, PrivilegedReads reads) {
    this.gate = gate;
    this.exports = exports;
    this.reads = reads;
  }

  @Override
  public CompletionStage<Answer<AuditPart>> handle(Caller caller, AuditCommand.Export command) {
    WorkspacePermit permit = gate.workspace(caller, command.workspace(), WorkspaceAction.SEE_AUDIT);
    Optional<ExportPlace> place = command.after().map(ExportPlace::parse);
    reads.note(caller, command.type(), command.workspace(), Optional.empty());
    ExportChain.Part part =
        exports.part(permit.domain().value(), caller.account(), command.from(), place);
    return CompletableFuture.completedStage(
        Answer.of(
            new Tag.Admin(permit.domain(), part.epoch()),
            new AuditPart(part.text(), part.next().map(ExportPlace::text))));
  }
}
