package io.drawbridge.server;

/** The server cannot start; the message is one line for the operator. */
final class StartTrouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartTrouble(String message) {
    super(message, null, false, false);
  }
}
