package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.AskId;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.slash.SlashView;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.protocol.webhook.WebhookView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The results of commands about webhooks and slash commands. */
public sealed interface WebhookResult extends Result {

  /**
   * The webhook has a secret, which is shown this once.
   *
   * @param webhook which
   * @param secret if it goes in: the token of its URL; if it goes out: what its calls are signed
   *     with, {@code whsec_} and base64
   * @param url where the other service posts, if it goes in
   * @param bot who posts, if it goes in
   * @param oldUntil until when the secret before this one is good too, if there was one
   */
  @JsonTypeName("webhook_secret")
  record WebhookSecret(
      WebhookId webhook,
      Secret secret,
      Optional<Secret> url,
      Optional<AccountId> bot,
      Optional<Instant> oldUntil)
      implements WebhookResult {}

  /**
   * The webhooks of a conversation.
   *
   * @param webhooks the newest first
   */
  @JsonTypeName("webhooks")
  record Webhooks(List<WebhookView> webhooks) implements WebhookResult {

    /** Copies the list. */
    public Webhooks {
      webhooks = List.copyOf(webhooks);
    }
  }

  /**
   * The events that were given up are told again.
   *
   * @param events how many
   */
  @JsonTypeName("webhook_replayed")
  record WebhookReplayed(int events) implements WebhookResult {}

  /**
   * The slash commands that the reader may run in a conversation.
   *
   * @param commands by name
   */
  @JsonTypeName("slash_commands")
  record SlashCommands(List<SlashView> commands) implements WebhookResult {

    /** Copies the list. */
    public SlashCommands {
      commands = List.copyOf(commands);
    }
  }

  /**
   * The bot is told; its answers come as {@code slash.answered}, or as messages.
   *
   * @param ask the name of this one
   * @param answerBy until when the first answer has to be there
   */
  @JsonTypeName("slash_asked")
  record SlashAsked(AskId ask, Instant answerBy) implements WebhookResult {}
}
