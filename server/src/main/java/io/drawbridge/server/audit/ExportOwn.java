package io.drawbridge.server.audit;

import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.result.AuditResult.AuditPart;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.audit.chain.ExportChain;
import io.drawbridge.server.audit.chain.ExportPlace;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code audit.export_own}: exports the log of the caller's own account, part by part (N-13): what
 * was done to it and from which session is theirs to know.
 */
final class ExportOwn implements Handler<AuditCommand.ExportOwn, AuditPart> {
  private final ExportChain exports;

  ExportOwn(ExportChain exports) {
    this.exports = exports;
  }

  @Override
  public CompletionStage<Answer<AuditPart>> handle(Caller caller, AuditCommand.ExportOwn command) {
    ExportChain.Part part =
        exports.part(
            caller.account().value(),
            caller.account(),
            Optional.empty(),
            command.after().map(ExportPlace::parse));
    return CompletableFuture.completedStage(
        Answer.own(new AuditPart(part.text(), part.next().map(ExportPlace::text))));
  }
}
