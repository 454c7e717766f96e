package io.drawbridge.server.backup;

import io.drawbridge.server.backup.Manifest.Sum;
import io.drawbridge.server.db.Sha256;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Adds up what goes through it. Closing it leaves open what is behind. */
final class Summed extends FilterOutputStream {
  private final MessageDigest hash = Sha256.start();
  private long bytes;

  Summed(OutputStream to) {
    super(to);
  }

  @Override
  public void write(int one) throws IOException {
    out.write(one);
    hash.update((byte) one);
    bytes++;
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    out.write(from, offset, length);
    hash.update(from, offset, length);
    bytes += length;
  }

  @Override
  public void close() throws IOException {
    flush();
  }

  /** The sum of all so far; once, at the end. */
  Sum sum() {
    return new Sum(bytes, HexFormat.of().formatHex(hash.digest()));
  }
}
