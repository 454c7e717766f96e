package io.drawbridge.server.webhook;

import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.result.WebhookResult.WebhookSecret;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.webhook.stored.WebhookStore;
import java.util.concurrent.CompletionStage;

/** {@code webhook.rotate}: gives a webhook a new secret. */
final class RotateWebhook implements Handler<WebhookCommand.Rotate, WebhookSecret> {
  private final Database database;
  private final AccessGate gate;
  private final Changes changes;
  private final GivenSecrets given;
  private final WebhookStore store = new WebhookStore();

  RotateWebhook(Database database, AccessGate gate, Changes changes, GivenSecrets given) {
    this.database = database;
    this.gate = gate;
    this.changes = changes;
    this.given = given;
  }

  @Override
  public CompletionStage<Answer<WebhookSecret>> handle(
      Caller caller, WebhookCommand.Rotate command) {
    ManagedWebhook managed = ManagedWebhook.of(database, gate, caller, command.webhook());
    return changes
        .run(managed.permit(), command, Long.class, tx -> rotate(tx, command))
        .thenApply(changed -> Answer.own(given.of(command.webhook(), changed.value())));
  }

  private Long rotate(ChangeTransaction tx, WebhookCommand.Rotate command) {
    WebhookId webhook = command.webhook();
    if (store.find(tx.at().handle(), webhook).isEmpty()) {
      throw Failure.notFound();
    }
    return store.rotate(tx, webhook, command.endOld().orElse(false));
  }
}
