package io.drawbridge.server.bot;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.account.OneTimeSecret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives the API token of a bot from its id by this installation's key, so that a repeated {@code
 * bot.create} can answer the same token although only its hash is stored.
 */
final class ApiTokens {
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] PURPOSE =
      "drawbridge api token\n".getBytes(StandardCharsets.US_ASCII);

  private final SecretKeySpec key;

  ApiTokens(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  OneTimeSecret of(AccountId bot) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(PURPOSE);
      byte[] token = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(bot.value()).array());
      return new OneTimeSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
