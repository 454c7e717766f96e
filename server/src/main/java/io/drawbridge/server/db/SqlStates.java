package io.drawbridge.server.db;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The error codes by which PostgreSQL says what went wrong (<a
 * href="https://www.postgresql.org/docs/18/errcodes-appendix.html">list</a>).
 */
public final class SqlStates {
  public static final String WRONG_PASSWORD = "28P01";
  static final String TOO_MANY = "53300";
  static final String DISK_FULL = "53100";

  private SqlStates() {}

  /** Returns whether a failure with such a state is among the causes. */
  public static boolean among(Throwable thrown, Predicate<String> state) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql
          && sql.getSQLState() != null
          && state.test(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /** The server's words, or those of the network below; one line. */
  public static String words(Throwable failure) {
    Throwable root = failure;
    for (@Nullable Throwable below = failure; below != null; below = below.getCause()) {
      root = below;
    }
    String text = String.valueOf(root.getMessage()).strip().lines().findFirst().orElse("unknown");
    return root instanceof UnknownHostException ? "unknown host " + text : text;
  }
}
