package io.drawbridge.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Texts that would run {@code xss()} if a page took them for markup, code or an address. */
final class Payloads {
  /** Each of them once. */
  static final List<String> ALL = read();

  private Payloads() {}

  /** As few texts as hold all that are not too long, several in each. */
  static List<String> packed(String between, int charsMax) {
    List<String> packed = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String payload : ALL) {
      if (payload.length() > charsMax) {
        continue;
      }
      if (text.length() + between.length() + payload.length() > charsMax) {
        packed.add(text.toString());
        text.setLength(0);
      }
      text.append(text.isEmpty() ? "" : between).append(payload);
    }
    packed.add(text.toString());
    return packed;
  }

  private static List<String> read() {
    try (InputStream in =
        Objects.requireNonNull(Payloads.class.getResourceAsStream("/xss/payloads.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
