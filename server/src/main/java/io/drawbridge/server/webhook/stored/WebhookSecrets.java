package io.drawbridge.server.webhook.stored;

import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.platform.PurposeKey;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Derives the secrets of webhooks from their ids and versions by this installation's key, 256 bits
 * that nobody can guess: so a repeated command answers the same one, and what signs calls is stored
 * nowhere.
 */
public final class WebhookSecrets {
  /** The version, and what proves it. */
  private static final Pattern TOKEN = Pattern.compile("([0-9]{1,9})-[A-Za-z0-9_-]{43}");

  private final PurposeKey incoming;
  private final PurposeKey outgoing;

  public WebhookSecrets(byte[] key) {
    this.incoming = new PurposeKey(key, "drawbridge webhook in");
    this.outgoing = new PurposeKey(key, "drawbridge webhook out");
  }

  /** The part of an incoming webhook's URL that is secret. */
  public OneTimeSecret token(WebhookId webhook, long version) {
    byte[] code = incoming.code(webhook.value(), version);
    return new OneTimeSecret(
        version + "-" + Base64.getUrlEncoder().withoutPadding().encodeToString(code));
  }

  /**
   * Returns the version of the secret, if this server has given it to the webhook at some time;
   * whether it is still good stands in the row. Cheap, and takes the same time for every secret of
   * this form.
   */
  public Optional<Long> version(WebhookId webhook, Secret secret) {
    Matcher token = TOKEN.matcher(secret.value());
    return token.matches()
        ? Optional.of(Long.parseLong(token.group(1)))
            .filter(version ->
                token(webhook, version).matches(new OneTimeSecret(secret.value()).hash()))
        : Optional.empty();
  }

  /** The key that signs the calls of an outgoing webhook. */
  public byte[] key(WebhookId webhook, long version) {
    return outgoing.code(webhook.value(), version);
  }

  /** The same as people paste it. */
  public Secret written(WebhookId webhook, long version) {
    return new Secret("whsec_" + Base64.getEncoder().encodeToString(key(webhook, version)));
  }
}
