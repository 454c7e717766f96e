package io.drawbridge.server.db;

import java.sql.SQLException;
import java.util.function.Predicate;

/**
 * What PostgreSQL says went wrong: <a
 * href="https://www.postgresql.org/docs/18/errcodes-appendix.html">error codes</a>.
 */
final class SqlStates {
  static final String WRONG_PASSWORD = "28P01";

  private SqlStates() {}

  /** Whether a failure with such a state is among the causes. */
  static boolean among(Throwable thrown, Predicate<String> state) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql
          && sql.getSQLState() != null
          && state.test(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
