package io.drawbridge.server.quota;

import java.nio.charset.StandardCharsets;

/** The rows and bytes that one command writes. */
public record Amount(int rows, int bytes) {
  /** This many rows with this text. */
  public static Amount of(int rows, String text) {
    return new Amount(rows, text.getBytes(StandardCharsets.UTF_8).length);
  }
}
