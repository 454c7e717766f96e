package io.drawbridge.server.file.picture;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Follows the segments of a JPEG file (<a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU
 * T.81</a>, annex B) and leaves out those with metadata: all of applications but the ones that say
 * how colours are meant, comments, and what stands behind the end of the picture.
 */
final class JpegLayout {
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;
  private static final int COMMENT = 0xfe;
  private static final String EXIF = "Exif\0\0";

  private final Window in;
  private final Pieces.Builder kept = new Pieces.Builder();
  private int width;
  private int height;
  private int orientation = Exif.UPRIGHT;
  private long at;

  private JpegLayout(Window in) {
    this.in = in;
  }

  static Layout read(Window in) throws IOException {
    JpegLayout layout = new JpegLayout(in);
    try {
      layout.follow();
    } catch (MalformedException cut) {
      // What cannot be followed is delivered as it is.
      layout.kept.keep(layout.at, in.size() - layout.at);
    }
    return new Layout(
        layout.width, layout.height, layout.orientation, layout.kept.build(in.size()));
  }

  private void follow() throws IOException {
    if (in.u16(0) != (0xff00 | SOI)) {
      throw new MalformedException("no picture");
    }
    kept.keep(0, 2);
    at = 2;
    while (true) {
      int marker = marker();
      if (marker == EOI) {
        kept.keep(at, 2);
        return;
      }
      if ((marker >= 0xd0 && marker <= SOI) || marker == 1) {
        kept.keep(at, 2);
        at += 2;
      } else {
        long end = at + 2 + in.u16(at + 2);
        if (end > in.size() || end < at + 4) {
          throw new MalformedException("a segment beyond the end");
        }
        segment(marker, end);
        at = end;
        if (marker == SOS) {
          scan();
        }
      }
    }
  }

  /** The next marker; bytes that fill up before it are passed. */
  private int marker() throws IOException {
    if (in.u8(at) != 0xff) {
      throw new MalformedException("no marker");
    }
    while (in.u8(at + 1) == 0xff) {
      at++;
    }
    return in.u8(at + 1);
  }

  private void segment(int marker, long end) throws IOException {
    long data = at + 4;
    if (marker == APP1 && in.has(data, EXIF)) {
      int said = Exif.orientation(in, data + EXIF.length(), end);
      if (said != Exif.UPRIGHT && orientation == Exif.UPRIGHT) {
        orientation = said;
        kept.add(exif(said));
      }
      return;
    }
    boolean plain = marker < APP0 || (marker > APP15 && marker != COMMENT);
    boolean colours =
        (marker == APP0 && in.has(data, "JFIF\0"))
            || (marker == APP2 && in.has(data, "ICC_PROFILE\0"))
            || (marker == APP14 && in.has(data, "Adobe"));
    if (plain || colours) {
      kept.keep(at, end - at);
    }
    if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
      // The largest counts: a second frame is as much work as it says.
      height = Math.max(height, in.u16(data + 1));
      width = Math.max(width, in.u16(data + 3));
    }
  }

  /** Passes the coded bytes of a scan. */
  private void scan() throws IOException {
    long begin = at;
    long size = in.size();
    while (at + 1 < size) {
      if (in.u8(at) == 0xff) {
        int next = in.u8(at + 1);
        if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
          kept.keep(begin, at - begin);
          return;
        }
      }
      at++;
    }
    at = begin;
    throw new MalformedException("a scan without an end");
  }

  private static byte[] exif(int orientation) {
    byte[] block = Exif.of(orientation);
    return ByteBuffer.allocate(4 + EXIF.length() + block.length)
        .put((byte) 0xff)
        .put((byte) APP1)
        .putShort((short) (2 + EXIF.length() + block.length))
        .put(new byte[] {'E', 'x', 'i', 'f', 0, 0})
        .put(block)
        .array();
  }
}
