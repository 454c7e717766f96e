package io.drawbridge.protocol.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hashes of the audit log, all of them SHA-256: of the chain, and of what stands in a record
 * for a text that not everybody may read.
 */
public final class AuditHash {
  /** The number of bytes of a hash. */
  public static final int BYTES = 32;

  private static final String GENESIS = "drawbridge audit 1\n";
  private static final String PRIVATE = "sha256";

  private AuditHash() {}

  /** The hash before the first record of a chain. */
  public static byte[] genesis(String chain) {
    return digest((GENESIS + chain).getBytes(StandardCharsets.UTF_8));
  }

  /** The hash of a record: of the hash of the one before, and of its own canonical bytes. */
  public static byte[] next(byte[] previous, byte[] record) {
    return digest(previous, record);
  }

  /**
   * Makes what stands in a record for a text. Who knows text and salt can check it; who knows
   * neither learns nothing, and the text can be forgotten while the chain holds.
   *
   * @param salt random, for this one text
   */
  public static Json.Obj commitment(byte[] salt, String text) {
    return Json.Obj.EMPTY.with(PRIVATE, hex(digest(salt, text.getBytes(StandardCharsets.UTF_8))));
  }

  /** In hexadecimal digits, as exports have every hash. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static byte[] digest(byte[]... parts) {
    MessageDigest digest = start();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
