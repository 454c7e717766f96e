package io.drawbridge.client.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The first line and the headers of an HTTP request. */
record HttpHead(String method, String path, Map<String, String> headers) {

  private static final int BYTES_MAX = 16_384;
  private static final int BODY_BYTES_MAX = 1 << 20;

  /** Reads a head; empty if the other side has hung up. */
  static Optional<HttpHead> read(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    int last = 0;
    while (!endsWithBlankLine(text)) {
      last = in.read();
      if (last < 0) {
        return Optional.empty();
      }
      text.append((char) last);
      if (text.length() > BYTES_MAX) {
        throw new IOException("a request head of more than " + BYTES_MAX + " bytes");
      }
    }
    String[] lines = text.toString().split("\r\n", -1);
    String[] first = lines[0].split(" ", -1);
    if (first.length != 3) {
      throw new IOException("not a request line");
    }
    Map<String, String> headers = new HashMap<>();
    for (int line = 1; line < lines.length; line++) {
      int colon = lines[line].indexOf(':');
      if (colon > 0) {
        headers.put(
            lines[line].substring(0, colon).trim().toLowerCase(Locale.ROOT),
            lines[line].substring(colon + 1).trim());
      }
    }
    return Optional.of(new HttpHead(first[0], first[1], Map.copyOf(headers)));
  }

  boolean upgrade() {
    return "websocket".equalsIgnoreCase(headers.getOrDefault("upgrade", ""));
  }

  byte[] body(InputStream in) throws IOException {
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    if (length > BODY_BYTES_MAX) {
      throw new IOException("a body of more than " + BODY_BYTES_MAX + " bytes");
    }
    return in.readNBytes(length);
  }

  static byte[] answer(int status, byte[] body) {
    byte[] head =
        ("HTTP/1.1 "
                + status
                + " Scripted\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  private static boolean endsWithBlankLine(StringBuilder text) {
    int length = text.length();
    return length >= 4 && text.substring(length - 4).equals("\r\n\r\n");
  }
}
