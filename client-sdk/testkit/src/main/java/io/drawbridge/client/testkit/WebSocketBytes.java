package io.drawbridge.client.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The server's side of <a href="https://www.rfc-editor.org/rfc/rfc6455">RFC 6455</a>. */
final class WebSocketBytes {

  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int MESSAGE_BYTES_MAX = 1 << 20;

  /** A whole message from the client. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Message(int opcode, byte[] payload) {}

  private WebSocketBytes() {}

  static byte[] handshake(HttpHead head) {
    String key = head.headers().getOrDefault("sec-websocket-key", "");
    return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accept(key)
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads a message, putting its fragments together; control frames come between them. */
  static Message read(InputStream from, ByteArrayOutputStream fragments) throws IOException {
    DataInputStream in = new DataInputStream(from);
    int opcodeOfMessage = TEXT;
    while (true) {
      int first = in.read();
      if (first < 0) {
        throw new EOFException();
      }
      int opcode = first & 0x0f;
      byte[] payload = payload(in);
      if (opcode >= CLOSE) {
        return new Message(opcode, payload);
      }
      if (opcode != 0) {
        opcodeOfMessage = opcode;
      }
      fragments.write(payload);
      if (fragments.size() > MESSAGE_BYTES_MAX) {
        throw new IOException("a message of more than " + MESSAGE_BYTES_MAX + " bytes");
      }
      if ((first & 0x80) != 0) {
        byte[] whole = fragments.toByteArray();
        fragments.reset();
        return new Message(opcodeOfMessage, whole);
      }
    }
  }

  /** One final, unmasked frame. */
  static byte[] frame(int opcode, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 10);
    out.write(0x80 | opcode);
    if (payload.length < 126) {
      out.write(payload.length);
    } else if (payload.length < 1 << 16) {
      out.write(126);
      out.write(payload.length >>> 8);
      out.write(payload.length);
    } else {
      out.write(127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) ((long) payload.length >>> shift));
      }
    }
    out.writeBytes(payload);
    return out.toByteArray();
  }

  static byte[] closing(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    byte[] payload = new byte[2 + text.length];
    payload[0] = (byte) (code >>> 8);
    payload[1] = (byte) code;
    System.arraycopy(text, 0, payload, 2, text.length);
    return frame(CLOSE, payload);
  }

  private static byte[] payload(DataInputStream in) throws IOException {
    int second = in.readUnsignedByte();
    long length = second & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    if ((second & 0x80) == 0 || length < 0 || length > MESSAGE_BYTES_MAX) {
      throw new IOException("a frame without a mask, or too long");
    }
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes((int) length);
    if (mask.length < 4 || payload.length < length) {
      throw new EOFException();
    }
    for (int at = 0; at < payload.length; at++) {
      payload[at] ^= mask[at & 3];
    }
    return payload;
  }

  private static String accept(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-1", missing);
    }
  }
}
