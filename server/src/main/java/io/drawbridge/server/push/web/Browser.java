package io.drawbridge.server.push.web;

import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.Optional;

/**
 * The side of a browser: with these two what is pushed to it is encrypted.
 *
 * @param key its public key
 * @param auth a secret that only it and this server share
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares secrets
public record Browser(ECPublicKey key, byte[] auth) {
  private static final int AUTH_BYTES = 16;

  /** The browser of a row; empty if the bytes are not what they should be. */
  public static Optional<Browser> of(byte[] point, byte[] auth) {
    try {
      return auth.length == AUTH_BYTES
          ? P256.read(point).map(key -> new Browser(key, auth))
          : Optional.empty();
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** The browser as it says it, in base64url. */
  public static Optional<Browser> parse(String point, String auth) {
    try {
      return of(Base64.getUrlDecoder().decode(point), Base64.getUrlDecoder().decode(auth));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** Its public key as an uncompressed point. */
  public byte[] point() {
    return P256.write(key);
  }

  /** Neither of them. */
  @Override
  public String toString() {
    return "Browser[]";
  }
}
