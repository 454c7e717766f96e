package io.drawbridge.server.webhook;

import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.bot.BotEnding;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.exit.Outbox;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog.Fact;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.webhook.outgoing.WebhookExit;
import io.drawbridge.server.webhook.stored.StoredWebhook;
import io.drawbridge.server.webhook.stored.WebhookStore;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * {@code webhook.delete}: ends a webhook. When it is answered its bot is out, and what it was told
 * has left or never will.
 */
final class DeleteWebhook implements Handler<WebhookCommand.Delete, Done> {
  private final Platform platform;
  private final AccessGate gate;
  private final Changes changes;
  private final BotEnding bots;
  private final Outbox outbox;
  private final WebhookStore store = new WebhookStore();

  DeleteWebhook(
      Platform platform, AccessGate gate, Changes changes, BotEnding bots, Outbox outbox) {
    this.platform = platform;
    this.gate = gate;
    this.changes = changes;
    this.bots = bots;
    this.outbox = outbox;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, WebhookCommand.Delete command) {
    ManagedWebhook managed =
        ManagedWebhook.of(platform.database(), gate, caller, command.webhook());
    List<AccountId> bot = managed.hook().bot().stream().toList();
    return changes
        .run(managed.permit(), command, Done.class, tx -> delete(tx, managed.hook()))
        .thenCompose(changed -> bots.endSessions(caller, command, bot).thenApply(_ -> changed))
        .thenApply(changed -> {
          bot.forEach(ended ->
              platform
                  .security()
                  .record(
                      SecurityEvent.BOT_REVOKED,
                      Fact.account(ended),
                      Fact.by(caller.account()),
                      Fact.workspace(new WorkspaceId(managed.permit().domain().value()))));
          return Answer.own(changed.value());
        });
  }

  private Done delete(ChangeTransaction tx, StoredWebhook hook) {
    if (!store.delete(tx, hook.id())) {
      throw Failure.notFound();
    }
    hook.bot().ifPresent(bot -> bots.end(tx, bot));
    long subject = hook.id().value();
    outbox.cancel(tx.at().handle(), WebhookExit.KIND, List.of(subject));
    tx.beforeAnswer(() -> outbox.settle(WebhookExit.KIND, subject));
    return new Done();
  }
}
