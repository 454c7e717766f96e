package io.drawbridge.server.session;

/**
 * One server frame, encoded once and shared by everyone it goes to: the complete WebSocket message
 * (header and JSON payload). Immutable by agreement: nobody writes to {@link #bytes}.
 */
public record EncodedFrame(byte[] bytes) {
  public int size() {
    return bytes.length;
  }
}
