package io.drawbridge.server.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes codes that only this installation can make: HMAC-SHA-256 by one of its keys. Each purpose
 * has its own, so that a code for one thing is none for another. Thread-safe.
 */
public final class PurposeKey {
  public static final int CODE_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;
  private final byte[] purpose;

  public PurposeKey(byte[] key, String purpose) {
    this.key = new SecretKeySpec(key, ALGORITHM);
    this.purpose = (purpose + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  public byte[] code(byte[] of) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(purpose);
      return mac.doFinal(of);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  public byte[] code(long... of) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * of.length);
    for (long each : of) {
      bytes.putLong(each);
    }
    return code(bytes.array());
  }

  public byte[] code(String of) {
    return code(of.getBytes(StandardCharsets.UTF_8));
  }
}
