package io.drawbridge.server.assembly;

/** Says that the server cannot start; the message is one line for the operator. */
public final class StartTrouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartTrouble(String message) {
    super(message, null, false, false);
  }
}
