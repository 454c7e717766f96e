package io.drawbridge.server.file.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Draws the pictures of people: squares, from small files. Nothing of a file is kept but what is
 * seen of it. Thread-safe; blocks: on virtual threads.
 */
public final class Portraits implements AutoCloseable {
  private static final Set<String> TYPES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

  private final PictureWorker worker = new PictureWorker();
  private final int edge;

  /** {@code edge} of the squares, in pixels. */
  public Portraits(int edge) {
    this.edge = edge;
  }

  /** The outcome of an attempt. */
  public sealed interface Outcome {
    /** It was drawn. */
    record Drawn(Thumbnail portrait) implements Outcome {}

    /** It is no picture that can be drawn. */
    record NoPicture() implements Outcome {}

    /** There was no time for it. */
    record Busy() implements Outcome {}
  }

  /** Draws the middle of a picture. */
  public Outcome draw(byte[] image) {
    String type = MediaTypes.of(image);
    return TYPES.contains(type)
        ? worker.run(() -> drawn(ByteSource.of(image), type)).orElseGet(Outcome.Busy::new)
        : new Outcome.NoPicture();
  }

  private Outcome drawn(ByteSource image, String type) {
    try {
      Optional<Layout> layout = Pictures.layout(image, type);
      if (layout.isEmpty() || !Decoder.allowed(type, layout.get().width(), layout.get().height())) {
        return new Outcome.NoPicture();
      }
      // Without metadata: nothing of it is there to be inflated.
      ByteSource plain = layout.get().pieces().of(image);
      BufferedImage upright =
          Drawing.upright(Decoder.decode(plain, type, 4 * edge), layout.get().orientation());
      return new Outcome.Drawn(Drawing.encoded(Drawing.square(upright, edge)));
    } catch (IOException malformed) {
      return new Outcome.NoPicture();
    }
  }

  @Override
  public void close() {
    worker.close();
  }
}
