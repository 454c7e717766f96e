package io.drawbridge.server.bot;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.platform.PurposeKey;
import java.util.Base64;

/**
 * Derives the API token of a bot from its id and the token's version by this installation's key, so
 * that a repeated {@code bot.create} can answer the same token although only its hash is stored.
 */
final class ApiTokens {
  private final PurposeKey key;

  ApiTokens(byte[] key) {
    this.key = new PurposeKey(key, "drawbridge api token");
  }

  OneTimeSecret of(AccountId bot, long version) {
    return new OneTimeSecret(
        Base64.getUrlEncoder().withoutPadding().encodeToString(key.code(bot.value(), version)));
  }
}
