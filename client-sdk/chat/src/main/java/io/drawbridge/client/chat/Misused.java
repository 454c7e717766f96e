package io.drawbridge.client.chat;

/** Says that what was typed cannot be done as it stands. */
final class Misused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Misused(String message) {
    super(message);
  }
}
