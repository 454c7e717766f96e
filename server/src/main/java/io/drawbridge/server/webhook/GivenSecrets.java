package io.drawbridge.server.webhook;

import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.result.WebhookResult.WebhookSecret;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.webhook.stored.StoredWebhook;
import io.drawbridge.server.webhook.stored.WebhookSecrets;
import io.drawbridge.server.webhook.stored.WebhookStore;
import java.net.URI;
import java.util.Optional;

/** Shows a webhook's secret to the person who has just made it. */
final class GivenSecrets {
  private final Database database;
  private final WebhookSecrets secrets;
  private final URI shown;
  private final WebhookStore store = new WebhookStore();

  /** {@code shown} is the URL at which others reach this server, without a slash at its end. */
  GivenSecrets(Database database, WebhookSecrets secrets, URI shown) {
    this.database = database;
    this.secrets = secrets;
    this.shown = shown;
  }

  /**
   * The secret of this version; what a repeated command answers too.
   *
   * @throws Failure {@code not_found} if the webhook was deleted since
   */
  WebhookSecret of(WebhookId webhook, long version) {
    StoredWebhook hook =
        database.query(handle -> store.find(handle, webhook)).orElseThrow(Failure::notFound);
    if (hook.out().isPresent()) {
      return new WebhookSecret(
          webhook,
          secrets.written(webhook, version),
          Optional.empty(),
          Optional.empty(),
          hook.oldUntil());
    }
    String token = secrets.token(webhook, version).text();
    return new WebhookSecret(
        webhook,
        new Secret(token),
        Optional.of(new Secret("%s/hooks/%s/%s".formatted(shown, webhook, token))),
        hook.bot(),
        hook.oldUntil());
  }
}
