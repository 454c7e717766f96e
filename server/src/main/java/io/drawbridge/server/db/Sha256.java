package io.drawbridge.server.db;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one hash by which secrets, requests and pages are known again without being kept. */
public final class Sha256 {
  private Sha256() {}

  public static byte[] of(byte[] bytes) {
    return start().digest(bytes);
  }

  /** The hash of bytes that come one after the other. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Of the text in UTF-8. */
  public static byte[] of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }
}
