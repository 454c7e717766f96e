package io.drawbridge.server.account.credential;

import io.drawbridge.server.db.Sha256;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A random secret of 256 bits that the server hands out once and keeps only as a hash: refresh
 * tokens, API tokens, one-time links. A fast hash is enough, since nobody can guess 256 bits.
 *
 * @param text what is handed out, base64url without padding
 */
public record OneTimeSecret(String text) {
  private static final int BYTES = 32;

  /** Makes a new one. */
  public static OneTimeSecret fresh(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new OneTimeSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The form in which it is stored: SHA-256 of the text. */
  public byte[] hash() {
    return Sha256.of(text);
  }

  /**
   * Returns whether this is the secret that was stored as the hash; takes the same time for every
   * secret.
   */
  public boolean matches(byte[] stored) {
    return MessageDigest.isEqual(hash(), stored);
  }

  /** A text without the secret. */
  @Override
  public String toString() {
    return "OneTimeSecret[hidden]";
  }
}
