package io.drawbridge.server.db;

/** Says that the database cannot be used as it is; the message is one line for the operator. */
public class DatabaseTrouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseTrouble(String message) {
    super(message);
  }

  public DatabaseTrouble(String message, Throwable cause) {
    super(message, cause);
  }
}
