package io.drawbridge.server.webhook.incoming;

import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.AccessGate.Asked;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.command.OpenHandler;
import io.drawbridge.server.db.Behalf;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.db.Sha256;
import io.drawbridge.server.delivery.append.NewMessage;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.webhook.stored.StoredWebhook;
import io.drawbridge.server.webhook.stored.WebhookSecrets;
import io.drawbridge.server.webhook.stored.WebhookStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code webhook.post}: posts a message as the webhook's bot, in its one conversation. Its owner
 * has to manage the conversation still; the bot's own right is decided again under the lock. What
 * is not there and what may not be known are answered alike.
 */
public final class PostByWebhook implements OpenHandler<WebhookCommand.Post, Done> {
  private final Platform platform;
  private final AccessGate gate;
  private final WriterLanes lanes;
  private final WebhookSecrets secrets;
  private final WebhookStore store = new WebhookStore();

  public PostByWebhook(
      Platform platform, AccessGate gate, WriterLanes lanes, WebhookSecrets secrets) {
    this.platform = platform;
    this.gate = gate;
    this.lanes = lanes;
    this.secrets = secrets;
  }

  /** Who has the secret is counted by it: a service that tells much holds up nobody beside it. */
  @Override
  public Optional<Object> share(WebhookCommand.Post command) {
    return secrets.version(command.webhook(), command.secret()).map(_ -> command.webhook());
  }

  @Override
  public CompletionStage<Answer<Done>> handle(ClientAddress address, WebhookCommand.Post command) {
    long version =
        secrets.version(command.webhook(), command.secret()).orElseThrow(Failure::notFound);
    StoredWebhook hook =
        platform
            .database()
            .read(snapshot -> find(snapshot, command.webhook(), version))
            .orElseThrow(Failure::notFound);
    AccountId bot = hook.bot().orElseThrow(Failure::notFound);
    return Behalf.of(bot, () -> post(bot, hook.conversation(), command));
  }

  private Optional<StoredWebhook> find(Handle snapshot, WebhookId webhook, long version) {
    return store
        .find(snapshot, webhook)
        .filter(hook -> hook.bot().isPresent() && hook.takes(version))
        .filter(hook -> stands(snapshot, hook));
  }

  private boolean stands(Handle snapshot, StoredWebhook hook) {
    Asked asked = new Asked(hook.owner(), hook.conversation(), Action.Manage.MANAGE_HOOKS);
    return gate.decideAll(snapshot, List.of(asked)).getFirst() instanceof Decision.Allowed;
  }

  private CompletionStage<Answer<Done>> post(
      AccountId bot, ConversationId conversation, WebhookCommand.Post command) {
    // It has no session; where one is asked for, the webhook stands for it.
    Caller caller = new Caller(bot, new SessionId(command.webhook().value()));
    String once =
        command.idempotencyKey().orElseGet(() -> Long.toString(platform.ids().next(), 36));
    NewMessage message =
        new NewMessage(
            command.text(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            // A client cannot have sent it: client ids have no spaces.
            new RequestKey(bot, "hook " + once, Sha256.of(command.text())));
    PostPermit permit = gate.post(caller, conversation, Action.Post.POST);
    return lanes.append(permit, message).thenApply(_ -> Answer.own(new Done()));
  }
}
