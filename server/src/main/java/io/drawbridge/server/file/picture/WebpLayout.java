package io.drawbridge.server.file.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Follows the chunks of a WebP file (<a href="https://www.rfc-editor.org/rfc/rfc9649">RFC 9649</a>)
 * and leaves out those with metadata, and what stands behind the end.
 */
final class WebpLayout {
  private static final int HEAD_BYTES = 12;
  private static final int CHUNK_BYTES = 8;
  private static final int EXTENDED_BYTES = 18;
  private static final int HAS_EXIF = 0x08;
  private static final int HAS_XMP = 0x04;
  private static final Set<String> KEPT =
      Set.of("VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP");

  private final Window in;
  private final Pieces.Builder kept = new Pieces.Builder();
  private int width;
  private int height;
  private int orientation = Exif.UPRIGHT;
  private long at = HEAD_BYTES;

  private WebpLayout(Window in) {
    this.in = in;
  }

  static Layout read(Window in) throws IOException {
    WebpLayout layout = new WebpLayout(in);
    Pieces pieces = Pieces.WHOLE;
    try {
      long end = Math.min(in.size(), CHUNK_BYTES + in.u32Little(4));
      layout.findOrientation(end);
      layout.follow(end);
      pieces = layout.pieces();
    } catch (MalformedException cut) {
      // What cannot be followed is delivered as it is.
    }
    return new Layout(layout.width, layout.height, layout.orientation, pieces);
  }

  /** It stands at the end, and decides what is said at the beginning. */
  private void findOrientation(long end) throws IOException {
    for (long next = HEAD_BYTES; next + CHUNK_BYTES <= end; next = after(next)) {
      if (in.has(next, "EXIF")) {
        long data = next + CHUNK_BYTES;
        orientation = Exif.orientation(in, in.has(data, "Exif\0\0") ? data + 6 : data, after(next));
        return;
      }
    }
  }

  private void follow(long end) throws IOException {
    while (at + CHUNK_BYTES <= end) {
      String type = in.four(at);
      long next = after(at);
      if (next > in.size()) {
        throw new MalformedException("a chunk beyond the end");
      }
      if (type.equals("VP8X") && next - at == EXTENDED_BYTES) {
        extended();
      } else if (KEPT.contains(type)) {
        kept.keep(at, next - at);
      }
      measure(type, at + CHUNK_BYTES);
      at = next;
    }
    if (orientation != Exif.UPRIGHT) {
      byte[] block = Exif.of(orientation);
      kept.add(
          little(CHUNK_BYTES + block.length)
              .put(new byte[] {'E', 'X', 'I', 'F'})
              .putInt(block.length)
              .put(block)
              .array());
    }
  }

  /** Chunks have an even number of bytes, and do not count the one that makes it so. */
  private long after(long chunk) throws IOException {
    long length = in.u32Little(chunk + 4);
    return chunk + CHUNK_BYTES + length + length % 2;
  }

  /** The largest of what is said counts. */
  private void measure(String type, long data) throws IOException {
    switch (type) {
      case "VP8X" -> atLeast(1 + in.u24Little(data + 4), 1 + in.u24Little(data + 7));
      case "VP8 " -> atLeast(in.u16Little(data + 6) & 0x3fff, in.u16Little(data + 8) & 0x3fff);
      case "VP8L" -> {
        long bits = in.u32Little(data + 1);
        atLeast(1 + (int) (bits & 0x3fff), 1 + (int) (bits >> 14 & 0x3fff));
      }
      case "ANMF" -> atLeast(1 + in.u24Little(data + 6), 1 + in.u24Little(data + 9));
      default -> {
        // It has no size of its own.
      }
    }
  }

  private void atLeast(int wide, int high) {
    width = Math.max(width, wide);
    height = Math.max(height, high);
  }

  /** The chunk that says which others there are, as they are delivered. */
  private void extended() throws IOException {
    int said = in.u8(at + CHUNK_BYTES);
    int plain = said & ~(HAS_EXIF | HAS_XMP);
    int flags = orientation == Exif.UPRIGHT ? plain : plain | HAS_EXIF;
    if (flags == said) {
      kept.keep(at, EXTENDED_BYTES);
      return;
    }
    byte[] chunk = new byte[EXTENDED_BYTES];
    for (int i = 0; i < EXTENDED_BYTES; i++) {
      chunk[i] = (byte) in.u8(at + i);
    }
    chunk[CHUNK_BYTES] = (byte) flags;
    kept.add(chunk);
  }

  private Pieces pieces() throws IOException {
    long behind = HEAD_BYTES - CHUNK_BYTES + kept.length();
    if (behind == in.u32Little(4)) {
      kept.keepFirst(HEAD_BYTES);
    } else {
      kept.addFirst(
          little(HEAD_BYTES)
              .put(new byte[] {'R', 'I', 'F', 'F'})
              .putInt((int) behind)
              .put(new byte[] {'W', 'E', 'B', 'P'})
              .array());
    }
    return kept.build(in.size());
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
