package io.drawbridge.server.mail;

import io.drawbridge.server.platform.PurposeKey;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes the references by which a mail that comes back is known again: they name what it was about,
 * under a code of the server's key, so that nothing is stored for a mail that has left and nobody
 * else can name an invitation. Up to 30 small letters and digits, for the local part of an address.
 * Thread-safe.
 */
public final class BounceReferences {
  private static final int RADIX = 36;
  private static final int CODE_BYTES = 10;
  private static final int BYTES = 1 + Long.BYTES + CODE_BYTES;
  private static final Pattern FORM = Pattern.compile("[0-9a-z]{1,30}");

  private final PurposeKey key;

  /** {@code key} is 32 random bytes. */
  public BounceReferences(byte[] key) {
    this.key = new PurposeKey(key, "drawbridge bounce reference");
  }

  /**
   * What a mail was about.
   *
   * @param subject the invitation, or the link
   */
  public record Reference(MailKind kind, long subject) {}

  /** The text for a mail. */
  public String text(Reference reference) {
    byte[] plain = plain(reference);
    byte[] whole = ByteBuffer.allocate(BYTES).put(plain).put(code(plain)).array();
    return new BigInteger(1, whole).toString(RADIX);
  }

  /** The reference that a text stands for; empty if this server did not make it. */
  public Optional<Reference> read(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    byte[] digits = new BigInteger(text, RADIX).toByteArray();
    if (digits.length > BYTES + 1 || (digits.length > BYTES && digits[0] != 0)) {
      return Optional.empty();
    }
    byte[] whole = new byte[BYTES];
    int length = Math.min(digits.length, BYTES);
    System.arraycopy(digits, digits.length - length, whole, BYTES - length, length);
    byte[] plain = Arrays.copyOf(whole, BYTES - CODE_BYTES);
    if (!MessageDigest.isEqual(code(plain), Arrays.copyOfRange(whole, plain.length, BYTES))) {
      return Optional.empty();
    }
    ByteBuffer fields = ByteBuffer.wrap(plain);
    return MailKind.ofReference(fields.get()).map(kind -> new Reference(kind, fields.getLong()));
  }

  private static byte[] plain(Reference reference) {
    return ByteBuffer.allocate(1 + Long.BYTES)
        .put(reference.kind().reference())
        .putLong(reference.subject())
        .array();
  }

  private byte[] code(byte[] plain) {
    return Arrays.copyOf(key.code(plain), CODE_BYTES);
  }
}
