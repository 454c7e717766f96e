package io.drawbridge.protocol.codec;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Refuses bytes that are not UTF-8. The JSON library reads overlong forms as what they hide, so a
 * filter in front of us and we could see two different texts.
 */
final class Utf8 {

  private Utf8() {}

  static void check(byte[] bytes, int offset, int length) {
    for (int at = offset; at < offset + length; at++) {
      if (bytes[at] < 0) {
        decode(ByteBuffer.wrap(bytes, at, offset + length - at));
        return;
      }
    }
  }

  private static void decode(ByteBuffer rest) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(rest);
    } catch (CharacterCodingException malformed) {
      throw new ProtocolException(ErrorCode.BAD_FRAME, "not UTF-8 (expected: JSON in UTF-8)");
    }
  }
}
