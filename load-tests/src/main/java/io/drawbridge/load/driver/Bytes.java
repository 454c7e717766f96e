package io.drawbridge.load.driver;

import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/** The bytes of a file of a run: the same again for the same seed, held by nobody whole. */
public final class Bytes extends InputStream {
  private static final int BLOCK = 64 << 10;

  private final byte[] block = new byte[BLOCK];
  private final long size;
  private long read;

  /** A file of this size. */
  public Bytes(long seed, long size) {
    this.size = size;
    new Random(seed).nextBytes(block);
  }

  /** The same without its first bytes. */
  public Bytes from(long offset) {
    read = offset;
    return this;
  }

  @Override
  public int read() {
    return read == size ? -1 : block[(int) (read++ % BLOCK)] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (read == size && length > 0) {
      return -1;
    }
    int at = (int) (read % BLOCK);
    int count = (int) Math.min(Math.min(length, BLOCK - at), size - read);
    System.arraycopy(block, at, into, offset, count);
    read += count;
    return count;
  }

  /** The SHA-256 of the whole, as hexadecimal digits. */
  public static String sha256(long seed, long size) {
    MessageDigest digest = digest();
    byte[] piece = new byte[BLOCK];
    try (Bytes bytes = new Bytes(seed, size)) {
      for (int count = bytes.read(piece, 0, BLOCK);
          count > 0;
          count = bytes.read(piece, 0, BLOCK)) {
        digest.update(piece, 0, count);
      }
    }
    return hex(digest);
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() {
    // holds nothing
  }
}
