package io.drawbridge.client.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that tells how far it was read. */
final class Told extends FilterInputStream {

  private final long all;
  private final Progress progress;
  private long done;

  Told(InputStream in, long done, long all, Progress progress) {
    super(in);
    this.done = done;
    this.all = all;
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    tell(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    tell(Math.max(read, 0));
    return read;
  }

  private void tell(int more) {
    if (more > 0) {
      done += more;
      progress.at(done, all);
    }
  }
}
