package io.drawbridge.protocol.codec;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Refuses bytes that are not UTF-8. The JSON library reads overlong forms as what they hide, so a
 * filter in front of us and we could see two different texts.
 */
public final class Utf8 {

  /** The number of bytes by which the library finds out the encoding. */
  private static final int FIRST_BYTES = 4;

  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private Utf8() {}

  /**
   * Refuses also what would make the library take the bytes for another encoding: a byte order
   * mark, and the zeros of UTF-16 and UTF-32.
   */
  static void check(byte[] bytes, int offset, int length) {
    for (int at = offset; at < offset + Math.min(length, FIRST_BYTES); at++) {
      if (bytes[at] == 0) {
        throw new ProtocolException(ErrorCode.BAD_FRAME, "not UTF-8 (expected: JSON in UTF-8)");
      }
    }
    if (length >= MARK.length
        && Arrays.equals(bytes, offset, offset + MARK.length, MARK, 0, MARK.length)) {
      throw new ProtocolException(
          ErrorCode.BAD_FRAME, "a byte order mark (expected: JSON in UTF-8 without one)");
    }
    if (!wellFormed(bytes, offset, length)) {
      throw new ProtocolException(ErrorCode.BAD_FRAME, "not UTF-8 (expected: JSON in UTF-8)");
    }
  }

  /** Whether the bytes are well-formed UTF-8, as a WebSocket text message must be. */
  public static boolean wellFormed(byte[] bytes, int offset, int length) {
    for (int at = offset; at < offset + length; at++) {
      if (bytes[at] < 0) {
        return decodes(ByteBuffer.wrap(bytes, at, offset + length - at));
      }
    }
    return true;
  }

  private static boolean decodes(ByteBuffer rest) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(rest);
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }
}
