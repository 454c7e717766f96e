package io.drawbridge.server.db;

import java.sql.SQLException;

/**
 * Tells the loss of a database connection, and a database that stops or starts, from other
 * failures: whether the last commit was carried out is unknown, and asking again makes sense.
 */
public final class LostConnection {
  /** https://www.postgresql.org/docs/18/errcodes-appendix.html */
  private static final String CONNECTION_EXCEPTION = "08";

  private static final String OPERATOR_INTERVENTION_STOP = "57P0";

  private LostConnection() {}

  /** Whether this is why it was thrown. */
  public static boolean caused(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql
          && sql.getSQLState() != null
          && lost(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  private static boolean lost(String state) {
    return state.startsWith(CONNECTION_EXCEPTION) || state.startsWith(OPERATOR_INTERVENTION_STOP);
  }
}
