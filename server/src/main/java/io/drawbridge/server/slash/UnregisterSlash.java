package io.drawbridge.server.slash;

import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.slash.OfferStore.Offer;
import java.util.concurrent.CompletionStage;

/**
 * {@code slash.unregister}: takes a command back. It is found where it was offered even if the bot,
 * or who takes it back, is not there any more.
 */
final class UnregisterSlash implements Handler<WebhookCommand.UnregisterSlash, Done> {
  private final BotsOwn own;
  private final Changes changes;
  private final OfferStore store = new OfferStore();

  UnregisterSlash(BotsOwn own, Changes changes) {
    this.own = own;
    this.changes = changes;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(
      Caller caller, WebhookCommand.UnregisterSlash command) {
    AccountId bot = command.bot().orElse(caller.account());
    WorkspacePermit permit = own.permit(caller, command.workspace(), bot);
    Offer offer = new Offer(permit.domain(), command.conversation(), bot, command.name());
    return changes
        .run(
            permit,
            command,
            Boolean.class,
            tx -> {
              if (!store.delete(tx, offer)) {
                throw Failure.notFound();
              }
              return true;
            })
        .thenApply(_ -> Answer.own(new Done()));
  }
}
