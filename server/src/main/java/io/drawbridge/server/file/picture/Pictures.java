package io.drawbridge.server.file.picture;

import io.drawbridge.protocol.file.ThumbnailSize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at files that are pictures. What it is told of them comes from their bytes, within bounds;
 * a file that breaks them is no picture. Thread-safe; blocks: on virtual threads.
 */
public final class Pictures implements AutoCloseable {
  private static final String JPEG = "image/jpeg";
  private static final String PNG = "image/png";
  private static final String WEBP = "image/webp";
  private static final String GIF = "image/gif";

  /** The longest edge to decode to, from which both thumbnails are drawn. */
  private static final int DECODED_EDGE = 2 * ThumbnailSize.LARGE.edge();

  private final PictureWorker worker = new PictureWorker();
  private final boolean strips;

  /**
   * Makes it.
   *
   * @param strips whether metadata is taken out
   */
  public Pictures(boolean strips) {
    this.strips = strips;
  }

  /**
   * What is known of a file.
   *
   * @param pieces the bytes that are delivered
   * @param shape how large it is as it is shown; empty if it is no picture to us
   * @param thumbnails by their size; empty if it could not be drawn
   */
  public record Seen(
      Pieces pieces, Optional<Shape> shape, Map<ThumbnailSize, Thumbnail> thumbnails) {
    /** No picture. */
    public static final Seen NOTHING = new Seen(Pieces.WHOLE, Optional.empty(), Map.of());
  }

  /** The size of a picture in pixels, the right way up. */
  public record Shape(int width, int height) {}

  /**
   * Looks at a file of a type. Whatever is wrong with it, this does not fail.
   *
   * @throws IOException if its bytes cannot be read: what of them is to be delivered is not known
   */
  public Seen look(ByteSource stored, String type) throws IOException {
    Optional<Layout> read = layout(stored, type);
    if (read.isEmpty()) {
      return Seen.NOTHING;
    }
    Layout layout = read.get();
    Pieces pieces = strips ? layout.pieces() : Pieces.WHOLE;
    if (stored.size() > Decoder.BYTES_MAX
        || !Decoder.allowed(type, layout.width(), layout.height())) {
      return new Seen(pieces, Optional.empty(), Map.of());
    }
    // Without metadata even where that is delivered: nothing of it is there to be inflated.
    ByteSource plain = layout.pieces().of(stored);
    return new Seen(
        pieces,
        Optional.of(new Shape(layout.shownWidth(), layout.shownHeight())),
        worker.run(() -> drawn(plain, type, layout.orientation())).orElse(Map.of()));
  }

  private static Map<ThumbnailSize, Thumbnail> drawn(
      ByteSource source, String type, int orientation) throws IOException {
    BufferedImage upright =
        Drawing.upright(Decoder.decode(source, type, DECODED_EDGE), orientation);
    BufferedImage large = Drawing.within(upright, ThumbnailSize.LARGE.edge());
    BufferedImage small = Drawing.within(large, ThumbnailSize.SMALL.edge());
    return Map.of(
        ThumbnailSize.LARGE, Drawing.encoded(large), ThumbnailSize.SMALL, Drawing.encoded(small));
  }

  /** Where what lies in it; empty for a type that is not read. */
  static Optional<Layout> layout(ByteSource source, String type) throws IOException {
    Window in = new Window(source);
    return switch (type) {
      case JPEG -> Optional.of(JpegLayout.read(in));
      case PNG -> Optional.of(PngLayout.read(in));
      case WEBP -> Optional.of(WebpLayout.read(in));
      case GIF -> gif(in);
      default -> Optional.empty();
    };
  }

  private static Optional<Layout> gif(Window in) throws IOException {
    try {
      return Optional.of(new Layout(in.u16Little(6), in.u16Little(8), Exif.UPRIGHT, Pieces.WHOLE));
    } catch (MalformedException cut) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    worker.close();
  }
}
