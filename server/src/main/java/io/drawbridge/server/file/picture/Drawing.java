package io.drawbridge.server.file.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Draws pictures small and the right way up, and encodes them. Stateless. */
final class Drawing {
  private static final float QUALITY = 0.82f;

  private Drawing() {}

  /** Turns a picture the right way up. */
  static BufferedImage upright(BufferedImage picture, int orientation) {
    if (orientation == Exif.UPRIGHT) {
      return picture;
    }
    int width = picture.getWidth();
    int height = picture.getHeight();
    BufferedImage turned =
        orientation > 4 ? blank(picture, height, width) : blank(picture, width, height);
    // x' = m00 x + m01 y + m02, y' = m10 x + m11 y + m12, in the order m00 m10 m01 m11 m02 m12.
    AffineTransform turn =
        switch (orientation) {
          case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
          case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
          default -> new AffineTransform(0, -1, 1, 0, 0, width);
        };
    Graphics2D graphics = turned.createGraphics();
    try {
      graphics.drawImage(picture, turn, null);
    } finally {
      graphics.dispose();
    }
    return turned;
  }

  /**
   * The picture with no edge longer than this; halved until one step is left, so that it is not
   * grainy.
   */
  static BufferedImage within(BufferedImage picture, int edge) {
    double scale = Math.min(1, (double) edge / Math.max(picture.getWidth(), picture.getHeight()));
    return scaled(
        picture,
        Math.max(1, (int) Math.round(picture.getWidth() * scale)),
        Math.max(1, (int) Math.round(picture.getHeight() * scale)));
  }

  /** The middle of the picture, with edges of this length, on white where one sees through it. */
  static BufferedImage square(BufferedImage picture, int edge) {
    int side = Math.min(picture.getWidth(), picture.getHeight());
    BufferedImage middle =
        picture.getSubimage(
            (picture.getWidth() - side) / 2, (picture.getHeight() - side) / 2, side, side);
    BufferedImage solid = new BufferedImage(edge, edge, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = solid.createGraphics();
    try {
      graphics.drawImage(scaled(middle, edge, edge), 0, 0, Color.WHITE, null);
    } finally {
      graphics.dispose();
    }
    return solid;
  }

  private static BufferedImage scaled(BufferedImage picture, int width, int height) {
    BufferedImage from = picture;
    int wide = picture.getWidth();
    int high = picture.getHeight();
    while (wide / 2 >= width && high / 2 >= height) {
      wide /= 2;
      high /= 2;
      from = step(from, wide, high);
    }
    return step(from, width, height);
  }

  private static BufferedImage step(BufferedImage picture, int width, int height) {
    BufferedImage scaled = blank(picture, width, height);
    Graphics2D graphics = scaled.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(picture, 0, 0, width, height, null);
    } finally {
      graphics.dispose();
    }
    return scaled;
  }

  private static BufferedImage blank(BufferedImage like, int width, int height) {
    return new BufferedImage(
        width,
        height,
        like.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
  }

  /** Encodes a picture that was drawn here: as PNG if one sees through it, else as JPEG. */
  static Thumbnail encoded(BufferedImage drawn) throws IOException {
    boolean clear = drawn.getColorModel().hasAlpha();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(clear ? "png" : "jpeg").next();
    try (MemoryCacheImageOutputStream to = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(to);
      ImageWriteParam how = writer.getDefaultWriteParam();
      if (!clear) {
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(QUALITY);
      }
      writer.write(null, new IIOImage(drawn, null, null), how);
    } finally {
      writer.dispose();
    }
    return new Thumbnail(clear ? "image/png" : "image/jpeg", out.toByteArray());
  }
}
