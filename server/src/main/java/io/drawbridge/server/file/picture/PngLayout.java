package io.drawbridge.server.file.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Follows the chunks of a PNG file (<a href="https://www.w3.org/TR/png-3/">PNG, third edition</a>)
 * and leaves out those with metadata: all that need not be understood, but for colours and
 * animation, and what stands behind the end.
 */
final class PngLayout {
  private static final int SIGNATURE_BYTES = 8;

  /** A chunk without its data: length, type, checksum. */
  private static final int FRAME_BYTES = 12;

  private static final Set<String> KEPT =
      Set.of(
          "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYs", "cICP", "mDCV", "cLLI",
          "acTL", "fcTL", "fdAT");

  private PngLayout() {}

  static Layout read(Window in) throws IOException {
    Pieces.Builder kept = new Pieces.Builder();
    int orientation = Exif.UPRIGHT;
    long width = 0;
    long height = 0;
    long at = SIGNATURE_BYTES;
    kept.keep(0, Math.min(SIGNATURE_BYTES, in.size()));
    try {
      boolean goesOn = true;
      while (goesOn) {
        long end = at + FRAME_BYTES + in.u32(at);
        if (end > in.size()) {
          throw new MalformedException("a chunk beyond the end");
        }
        String type = in.four(at + 4);
        if (type.equals("eXIf") && orientation == Exif.UPRIGHT) {
          orientation = Exif.orientation(in, at + 8, end - 4);
          if (orientation != Exif.UPRIGHT) {
            kept.add(exif(orientation));
          }
        } else if (Character.isUpperCase(type.charAt(0)) || KEPT.contains(type)) {
          kept.keep(at, end - at);
        }
        if (type.equals("IHDR")) {
          width = Math.max(width, in.u32(at + 8));
          height = Math.max(height, in.u32(at + 12));
        }
        goesOn = !type.equals("IEND");
        at = end;
      }
    } catch (MalformedException cut) {
      // What cannot be followed is delivered as it is.
      kept.keep(at, in.size() - at);
    }
    return new Layout(
        (int) Math.min(width, Integer.MAX_VALUE),
        (int) Math.min(height, Integer.MAX_VALUE),
        orientation,
        kept.build(in.size()));
  }

  private static byte[] exif(int orientation) {
    byte[] block = Exif.of(orientation);
    ByteBuffer chunk =
        ByteBuffer.allocate(FRAME_BYTES + block.length)
            .putInt(block.length)
            .put(new byte[] {'e', 'X', 'I', 'f'})
            .put(block);
    CRC32 sum = new CRC32();
    sum.update(chunk.array(), 4, 4 + block.length);
    return chunk.putInt((int) sum.getValue()).array();
  }
}
