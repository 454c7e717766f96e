package io.drawbridge.protocol.audit;

import java.util.HexFormat;

/** Reads hexadecimal digits in their one form, the small letters. */
final class Hex {
  private Hex() {}

  /**
   * Reads bytes.
   *
   * @throws IllegalArgumentException if the text is in any other form
   */
  static byte[] read(String text) {
    byte[] bytes = HexFormat.of().parseHex(text);
    if (!HexFormat.of().formatHex(bytes).equals(text)) {
      throw new IllegalArgumentException("large letters (expected: 0-9 and a-f)");
    }
    return bytes;
  }

  /** Reads so many bytes. */
  static byte[] read(String text, int count) {
    byte[] bytes = read(text);
    if (bytes.length != count) {
      throw new IllegalArgumentException("%d bytes (expected: %d)".formatted(bytes.length, count));
    }
    return bytes;
  }
}
