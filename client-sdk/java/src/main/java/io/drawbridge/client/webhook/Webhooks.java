package io.drawbridge.client.webhook;

import io.drawbridge.client.api.Commands;
import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.WebhookResult;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.protocol.webhook.WebhookEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends commands about webhooks, for those who manage their conversation. */
public final class Webhooks {

  private final Commands commands;

  /** Sends them by these commands. */
  public Webhooks(Commands commands) {
    this.commands = commands;
  }

  /** Makes an incoming one; the answer has the URL to which another service posts. */
  public CompletableFuture<WebhookResult.WebhookSecret> create(
      ConversationId conversation, String name) {
    return commands.call(new WebhookCommand.Create(commands.nextClientId(), conversation, name));
  }

  /** Makes an outgoing one; the answer has the secret with which its calls are signed. */
  public CompletableFuture<WebhookResult.WebhookSecret> subscribe(
      ConversationId conversation, String name, String url, List<WebhookEvent> events) {
    return commands.call(
        new WebhookCommand.Subscribe(
            commands.nextClientId(), conversation, name, new Secret(url), Optional.of(events)));
  }

  /** Lists those of a conversation, the newest first. */
  public CompletableFuture<WebhookResult.Webhooks> list(ConversationId conversation) {
    return commands.call(new WebhookCommand.ListAll(conversation));
  }

  /** Gives one a new secret; the old one is good for another day. */
  public CompletableFuture<WebhookResult.WebhookSecret> rotate(WebhookId webhook) {
    return rotate(webhook, false);
  }

  /** The same; {@code endOld}: the old secret ends at once. */
  public CompletableFuture<WebhookResult.WebhookSecret> rotate(WebhookId webhook, boolean endOld) {
    return commands.call(
        new WebhookCommand.Rotate(commands.nextClientId(), webhook, Optional.of(endOld)));
  }

  /** Ends one; when this completes nothing more leaves. */
  public CompletableFuture<Done> delete(WebhookId webhook) {
    return commands.call(new WebhookCommand.Delete(commands.nextClientId(), webhook));
  }

  /** Lets an outgoing one work again that has failed, and tells again what was given up. */
  public CompletableFuture<WebhookResult.WebhookReplayed> replay(WebhookId webhook) {
    return commands.call(new WebhookCommand.Replay(commands.nextClientId(), webhook));
  }
}
