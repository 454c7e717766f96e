package io.drawbridge.server.db;

/**
 * Tells the loss of a database connection, and a database that stops or starts, from other
 * failures. Then nobody knows whether the last commit was carried out, and asking again makes
 * sense.
 */
public final class LostConnection {
  private static final String CONNECTION_EXCEPTION = "08";
  private static final String OPERATOR_INTERVENTION_STOP = "57P0";

  private LostConnection() {}

  /** Returns whether this is why it was thrown. */
  public static boolean caused(Throwable thrown) {
    return SqlStates.among(
        thrown,
        state ->
            state.startsWith(CONNECTION_EXCEPTION) || state.startsWith(OPERATOR_INTERVENTION_STOP));
  }
}
