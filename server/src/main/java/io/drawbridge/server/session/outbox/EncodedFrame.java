package io.drawbridge.server.session.outbox;

/**
 * One server frame, encoded once and shared by everyone it goes to: the complete WebSocket message
 * (header and JSON payload). Immutable by agreement: nobody writes to {@link #bytes}.
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose, never compared
public record EncodedFrame(byte[] bytes) {
  private static final int FINAL_TEXT = 0x81;
  private static final int SHORT_MAX = 125;
  private static final int MEDIUM_MAX = 0xFFFF;

  /**
   * Puts the header of one final, unmasked text message before a JSON payload (<a
   * href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, 5.2</a>).
   */
  public static EncodedFrame text(byte[] json) {
    int header = headerBytes(json.length);
    byte[] message = new byte[header + json.length];
    writeHeader(message, json.length);
    System.arraycopy(json, 0, message, header, json.length);
    return new EncodedFrame(message);
  }

  public int size() {
    return bytes.length;
  }

  private static int headerBytes(int payload) {
    if (payload <= SHORT_MAX) {
      return 2;
    }
    return payload <= MEDIUM_MAX ? 4 : 10;
  }

  private static void writeHeader(byte[] message, int payload) {
    message[0] = (byte) FINAL_TEXT;
    if (payload <= SHORT_MAX) {
      message[1] = (byte) payload;
    } else if (payload <= MEDIUM_MAX) {
      message[1] = 126;
      message[2] = (byte) (payload >>> 8);
      message[3] = (byte) payload;
    } else {
      message[1] = 127;
      for (int i = 0; i < 4; i++) {
        message[6 + i] = (byte) (payload >>> (24 - 8 * i));
      }
    }
  }
}
