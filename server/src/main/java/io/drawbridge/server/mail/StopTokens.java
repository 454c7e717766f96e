package io.drawbridge.server.mail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the tokens by which the receiver of a mail stops more of its kind. A token holds what it
 * stops, sealed by the server's key, so that it works for as long as the mail is kept and nothing
 * is stored for it. It can do nothing else. Thread-safe.
 */
public final class StopTokens {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random;

  /** {@code key} is 32 random bytes. */
  public StopTokens(byte[] key, SecureRandom random) {
    this.key = new SecretKeySpec(key, "AES");
    this.random = random;
  }

  /**
   * The address whose mails stop, and the domain they come from.
   *
   * @param address in the form that is counted
   */
  public record Stop(String address, long home) {
    /** A text without the address: it may end up in a log. */
    @Override
    public String toString() {
      return "Stop[home=" + home + "]";
    }
  }

  /** The token for a link. */
  public String seal(Stop stop) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] address = stop.address().getBytes(StandardCharsets.UTF_8);
    byte[] plain =
        ByteBuffer.allocate(Long.BYTES + address.length).putLong(stop.home()).put(address).array();
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(plain);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot seal", e);
    }
  }

  /** The stop that a token stands for; empty if this server did not make it. */
  public Optional<Stop> open(String token) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token);
      if (bytes.length < NONCE_BYTES) {
        return Optional.empty();
      }
      byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
      ByteBuffer plain =
          ByteBuffer.wrap(
              cipher(Cipher.DECRYPT_MODE, nonce)
                  .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES));
      long home = plain.getLong();
      return Optional.of(new Stop(StandardCharsets.UTF_8.decode(plain).toString(), home));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }
}
