package io.drawbridge.server.backup;

/** Says why a backup cannot be made or restored; the message is one line for the operator. */
public final class BackupTrouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BackupTrouble(String message) {
    super(message, null, false, false);
  }
}
