package io.drawbridge.server.push.device;

import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/**
 * {@code push.unsubscribe}: the devices of others do not exist for the caller. What is under way is
 * waited for by the fence of the change.
 */
public final class UnsubscribeDevice implements Handler<SessionCommand.UnsubscribePush, Done> {
  private final Changes changes;
  private final PushDeviceStore store = new PushDeviceStore();

  public UnsubscribeDevice(Changes changes) {
    this.changes = changes;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(
      Caller caller, SessionCommand.UnsubscribePush command) {
    return changes
        .ofAccount(
            caller.account(),
            changes.request(caller, command, Done.class),
            tx -> end(tx, caller, command))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private Done end(AuditedTransaction tx, Caller caller, SessionCommand.UnsubscribePush command) {
    if (!store.end(tx, caller.account(), command.device())) {
      throw Failure.notFound();
    }
    return new Done();
  }
}
