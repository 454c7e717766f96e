package io.drawbridge.server.edge.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Checks whether bytes are well-formed UTF-8, as a WebSocket text message must be. */
public final class Utf8Text {
  private Utf8Text() {}

  public static boolean valid(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] < 0) {
        return wellFormed(ByteBuffer.wrap(bytes, i, bytes.length - i));
      }
    }
    return true;
  }

  private static boolean wellFormed(ByteBuffer rest) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(rest);
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }
}
