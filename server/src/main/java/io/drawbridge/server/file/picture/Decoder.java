package io.drawbridge.server.file.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * Decodes pictures within bounds of pixels, bytes and time. A large one is read with gaps, so that
 * what it becomes in memory has a bound of its own, whatever its header says. Stateless.
 */
final class Decoder {
  /** Beyond it a file is no picture to us. */
  static final long BYTES_MAX = 64L << 20;

  /** An edge that decoders hold a few lines of. */
  static final int EDGE_MAX = 30_000;

  private static final Duration TIME_MAX = Duration.ofSeconds(10);

  /**
   * The pixels of a picture, by type. Decoders of JPEG and PNG hold lines, or a few bytes a pixel
   * outside the heap where it comes in passes; the one of WebP holds it whole.
   */
  private static final Map<String, Long> PIXELS_MAX =
      Map.of(
          "image/jpeg", 50_000_000L,
          "image/png", 50_000_000L,
          "image/gif", 16_000_000L,
          "image/webp", 16_000_000L);

  static {
    // Readers and writers are to use no files of their own.
    ImageIO.setUseCache(false);
  }

  private Decoder() {}

  /** Returns whether a picture of this type and size may be decoded. */
  static boolean allowed(String type, long width, long height) {
    return width > 0
        && height > 0
        && width <= EDGE_MAX
        && height <= EDGE_MAX
        && width * height <= PIXELS_MAX.getOrDefault(type, 0L);
  }

  /**
   * Decodes the first picture, with its longer edge between once and twice this long, or as it is
   * if that is shorter.
   *
   * @throws IOException if it cannot be decoded, or must not be
   */
  static BufferedImage decode(ByteSource source, String type, int edge) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type);
    if (!readers.hasNext() || source.size() > BYTES_MAX) {
      throw new IOException("%s of %d bytes: not decoded".formatted(type, source.size()));
    }
    ImageReader reader = readers.next();
    try (StoredImage in = new StoredImage(source, System.nanoTime() + TIME_MAX.toNanos())) {
      reader.setInput(in, false, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if (!allowed(type, width, height)) {
        throw new IOException("%d x %d pixels (expected: fewer)".formatted(width, height));
      }
      ImageReadParam how = reader.getDefaultReadParam();
      int gap = Math.max(1, Math.max(width, height) / edge);
      how.setSourceSubsampling(gap, gap, 0, 0);
      return reader.read(0, how);
    } catch (RuntimeException broken) {
      // Decoders trip over what nobody should write.
      throw new IOException("a decoder failed", broken);
    } finally {
      reader.dispose();
    }
  }
}
