package io.drawbridge.server.webhook;

import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.result.WebhookResult.WebhookSecret;
import io.drawbridge.protocol.webhook.WebhookEvent;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.outbound.Destination;
import io.drawbridge.server.outbound.OutboundRules;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.webhook.stored.WebhookStore;
import io.drawbridge.server.webhook.stored.WebhookStore.Fresh;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** {@code webhook.subscribe}: makes an outgoing webhook, which tells what follows. */
final class SubscribeWebhook implements Handler<WebhookCommand.Subscribe, WebhookSecret> {
  private final Platform platform;
  private final AccessGate gate;
  private final Changes changes;
  private final OutboundRules rules;
  private final GivenSecrets given;
  private final WebhookRoom room = new WebhookRoom();
  private final WebhookStore store = new WebhookStore();

  SubscribeWebhook(
      Platform platform,
      AccessGate gate,
      Changes changes,
      OutboundRules rules,
      GivenSecrets given) {
    this.platform = platform;
    this.gate = gate;
    this.changes = changes;
    this.rules = rules;
    this.given = given;
  }

  @Override
  public CompletionStage<Answer<WebhookSecret>> handle(
      Caller caller, WebhookCommand.Subscribe command) {
    ManagePermit permit =
        gate.manage(caller, command.conversation(), Action.Manage.MANAGE_HOOKS, Optional.empty());
    Destination to = Destination.of("url", command.url().value(), rules);
    WebhookId fresh = new WebhookId(platform.ids().next());
    return changes
        .run(
            permit,
            command,
            WebhookId.class,
            tx -> {
              room.require(tx, command.conversation());
              store.insertOutgoing(
                  tx,
                  new Fresh(fresh, command.conversation(), caller.account(), command.name()),
                  command.url().value(),
                  to.host(),
                  command.events().orElse(List.of(WebhookEvent.MESSAGES)));
              return fresh;
            })
        .thenApply(changed -> Answer.own(given.of(changed.value(), CreateWebhook.FIRST)));
  }
}
