package io.drawbridge.server.join;

import io.drawbridge.protocol.id.JoinLinkId;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.platform.PurposeKey;
import java.util.Base64;

/**
 * Derives the token of a join link from its id by this installation's key, 256 bits that nobody can
 * guess, so that a repeated {@code join_link.create} can answer the same one although only its hash
 * is stored.
 */
final class JoinTokens {
  private final PurposeKey key;

  JoinTokens(byte[] key) {
    this.key = new PurposeKey(key, "drawbridge link to join");
  }

  OneTimeSecret of(JoinLinkId link) {
    return new OneTimeSecret(
        Base64.getUrlEncoder().withoutPadding().encodeToString(key.code(link.value())));
  }
}
