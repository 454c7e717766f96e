package io.drawbridge.server.file.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures that say more than they show. */
public final class TestPictures {
  /** What only the metadata says. */
  public static final String PLACE = "52.5200 N 13.4050 E";

  private static final byte[] WEBP =
      Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

  private TestPictures() {}

  /** Red on the left, blue on the right. */
  public static BufferedImage drawn(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width / 2, height);
    graphics.setColor(Color.BLUE);
    graphics.fillRect(width / 2, 0, width, height);
    graphics.dispose();
    return picture;
  }

  /** A picture in a format that ImageIO writes. */
  public static byte[] encoded(BufferedImage picture, String format) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(picture, format, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static BufferedImage decoded(byte[] picture) {
    try {
      return ImageIO.read(new ByteArrayInputStream(picture));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JPEG that says where it was taken, in four ways, and which way up it is. */
  public static byte[] jpeg(int width, int height, int orientation) {
    byte[] plain = encoded(drawn(width, height), "jpg");
    ByteBuffer out = ByteBuffer.allocate(plain.length + 2_000);
    out.put(plain, 0, 2);
    segment(out, 0xe1, concat(text("Exif\0\0"), exif(orientation)));
    segment(out, 0xe1, text("http://ns.adobe.com/xap/1.0/\0<x>" + PLACE + "</x>"));
    segment(out, 0xed, text("Photoshop 3.0\0" + PLACE));
    segment(out, 0xfe, text(PLACE));
    out.put(plain, 2, plain.length - 2);
    out.put(text("behind the end: " + PLACE));
    return copy(out);
  }

  /** A PNG that says where it was made, and which way up it is. */
  static byte[] png(int width, int height, int orientation) {
    byte[] plain = encoded(drawn(width, height), "png");
    int head = 8 + 25;
    ByteBuffer out = ByteBuffer.allocate(plain.length + 1_000);
    out.put(plain, 0, head);
    chunk(out, "tEXt", text("Comment\0" + PLACE));
    chunk(out, "eXIf", exif(orientation));
    chunk(out, "prVt", text(PLACE));
    out.put(plain, head, plain.length - head);
    out.put(text(PLACE));
    return copy(out);
  }

  /** A PNG that says it is that large, and has next to nothing. */
  static byte[] png(int width, int height) {
    ByteBuffer out = ByteBuffer.allocate(1_000);
    out.put(encoded(drawn(1, 1), "png"), 0, 8);
    chunk(
        out,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array());
    chunk(out, "IDAT", new byte[] {0x78, (byte) 0x9c, 0x63, 0, 0, 0, 1, 0, 1});
    chunk(out, "IEND", new byte[0]);
    return copy(out);
  }

  /** A PNG of nothing but so many pairs of chunks, of which one is delivered and one is not. */
  static byte[] alternatingPng(int pairs) {
    ByteBuffer out = ByteBuffer.allocate(1_000 + 24 * pairs);
    out.put(encoded(drawn(1, 1), "png"), 0, 8);
    for (int i = 0; i < pairs; i++) {
      out.putInt(0).put(text("IDAT")).putInt(0);
      out.putInt(0).put(text("prVt")).putInt(0);
    }
    chunk(out, "IEND", new byte[0]);
    return copy(out);
  }

  /** A PNG with very many small blocks of metadata that say they go on far behind their ends. */
  static byte[] farReachingPng(int blocks, int far) {
    ByteBuffer out = ByteBuffer.allocate(1_000 + 20 * blocks + 2 * far);
    out.put(encoded(drawn(1, 1), "png"), 0, 8);
    for (int i = 0; i < blocks; i++) {
      chunk(out, "eXIf", ByteBuffer.allocate(8).put(text("MM\0*")).putInt(far).array());
    }
    chunk(out, "IDAT", new byte[2 * far]);
    chunk(out, "IEND", new byte[0]);
    return copy(out);
  }

  /** A WebP of one pixel that says where it was made, and which way up it is. */
  static byte[] webp(int orientation) {
    ByteBuffer out = ByteBuffer.allocate(1_000).order(ByteOrder.LITTLE_ENDIAN);
    out.put(WEBP, 0, 12);
    riff(out, "VP8X", new byte[] {0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    out.put(WEBP, 12, WEBP.length - 12);
    riff(out, "EXIF", exif(orientation));
    riff(out, "XMP ", text(PLACE));
    out.putInt(4, out.position() - 8);
    return copy(out);
  }

  static byte[] plainWebp() {
    return WEBP.clone();
  }

  /** A GIF whose screen is small, and whose picture is as large as can be said. */
  static byte[] lyingGif() {
    byte[] gif = encoded(drawn(10, 10), "gif");
    for (int at = 13; at < gif.length; at++) {
      if (gif[at] == 0x2c) {
        for (int i = 5; i < 9; i++) {
          gif[at + i] = (byte) 0xff;
        }
      }
    }
    return gif;
  }

  /** Metadata with an orientation and a place. */
  private static byte[] exif(int orientation) {
    byte[] place = text(PLACE + "\0");
    return ByteBuffer.allocate(38 + place.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(text("II*\0"))
        .putInt(8)
        .putShort((short) 2)
        .putShort((short) 0x010e)
        .putShort((short) 2)
        .putInt(place.length)
        .putInt(38)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putInt(orientation)
        .putInt(0)
        .put(place)
        .array();
  }

  private static void segment(ByteBuffer out, int marker, byte[] data) {
    out.put((byte) 0xff).put((byte) marker).putShort((short) (data.length + 2)).put(data);
  }

  private static void chunk(ByteBuffer out, String type, byte[] data) {
    CRC32 sum = new CRC32();
    sum.update(text(type));
    sum.update(data);
    out.putInt(data.length).put(text(type)).put(data).putInt((int) sum.getValue());
  }

  private static void riff(ByteBuffer out, String type, byte[] data) {
    out.put(text(type)).putInt(data.length).put(data);
    if (data.length % 2 == 1) {
      out.put((byte) 0);
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] concat(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }

  private static byte[] copy(ByteBuffer out) {
    byte[] all = new byte[out.position()];
    out.get(0, all);
    return all;
  }
}
