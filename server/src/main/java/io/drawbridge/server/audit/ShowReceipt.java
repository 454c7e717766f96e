package io.drawbridge.server.audit;

import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.result.AuditResult.AuditReceipt;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.audit.chain.Receipts;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code audit.receipt}: gives somebody the signed word for when they lost a conversation (N-13).
 * It tells them nothing that they were not told when they lost it, so it is their own, with access
 * or without.
 */
final class ShowReceipt implements Handler<AuditCommand.ShowReceipt, AuditReceipt> {
  private final Receipts receipts;

  ShowReceipt(Receipts receipts) {
    this.receipts = receipts;
  }

  @Override
  public CompletionStage<Answer<AuditReceipt>> handle(
      Caller caller, AuditCommand.ShowReceipt command) {
    Receipts.Receipt receipt =
        receipts.of(caller.account(), command.conversation()).orElseThrow(Failure::notFound);
    return CompletableFuture.completedStage(
        Answer.own(new AuditReceipt(receipt.text(), receipt.endedAt())));
  }
}
