package io.drawbridge.server.webhook;

import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.result.WebhookResult.WebhookReplayed;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.exit.Outbox;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.webhook.outgoing.WebhookExit;
import io.drawbridge.server.webhook.stored.StoredWebhook;
import io.drawbridge.server.webhook.stored.WebhookStore;
import java.util.concurrent.CompletionStage;

/** {@code webhook.replay}: lets a webhook work that has failed, and tells again what it missed. */
final class ReplayWebhook implements Handler<WebhookCommand.Replay, WebhookReplayed> {
  private final Database database;
  private final AccessGate gate;
  private final Changes changes;
  private final Outbox outbox;
  private final WebhookStore store = new WebhookStore();

  ReplayWebhook(Database database, AccessGate gate, Changes changes, Outbox outbox) {
    this.database = database;
    this.gate = gate;
    this.changes = changes;
    this.outbox = outbox;
  }

  @Override
  public CompletionStage<Answer<WebhookReplayed>> handle(
      Caller caller, WebhookCommand.Replay command) {
    ManagedWebhook managed = ManagedWebhook.of(database, gate, caller, command.webhook());
    if (managed.hook().out().isEmpty()) {
      throw Failure.invalid("webhook: an incoming one (expected: an outgoing one)");
    }
    return changes
        .run(managed.permit(), command, WebhookReplayed.class, tx -> replay(tx, managed.hook()))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private WebhookReplayed replay(ChangeTransaction tx, StoredWebhook hook) {
    store.resumed(tx, hook.id());
    int events = outbox.revive(tx.at().handle(), WebhookExit.KIND, hook.id().value());
    tx.afterwards(outbox::wake);
    return new WebhookReplayed(events);
  }
}
