package io.drawbridge.server.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the first connection to a database. A database that is not there yet may be starting, and
 * is asked again for a while; one that refuses us is not.
 */
public final class FirstContact {
  private static final Logger LOG = LoggerFactory.getLogger(FirstContact.class);

  /** The time for which a start asks again. */
  public static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final String SECONDS_MAX = "5";

  private static final String NOT_LET_IN = "28";
  private static final String NO_SUCH_DATABASE = "3D000";

  /** The state of a login on which the two sides do not agree. */
  private static final String REJECTED = "08004";

  private FirstContact() {}

  /**
   * Returns when the database has let us in.
   *
   * @param patience how long one that does not answer is asked again; zero asks once
   * @throws DatabaseTrouble with one line that says why not
   */
  public static void make(DatabaseAddress address, Duration patience) {
    long by = System.nanoTime() + patience.toNanos();
    for (Duration wait = FIRST_WAIT; ; wait = wait.multipliedBy(2)) {
      try (Connection connection = DriverManager.getConnection(address.url(), login(address))) {
        LOG.debug("the database answers as {}", connection.getMetaData().getUserName());
        return;
      } catch (SQLException e) {
        String why = SqlStates.words(e);
        if (!mayBeStarting(e) || System.nanoTime() + wait.toNanos() - by > 0) {
          Setting setting = toMend(e, address);
          throw new DatabaseTrouble(
              "%s: %s as %s: %s (expected: %s)"
                  .formatted(
                      setting.key(), address.shown(), address.user(), why, setting.expected()),
              e);
        }
        LOG.atInfo().addKeyValue("why", why).log("the database does not answer yet");
      }
      pause(wait);
    }
  }

  static Properties login(DatabaseAddress address) {
    Properties login = new Properties();
    login.setProperty("user", address.user());
    login.setProperty("password", address.password());
    login.setProperty("connectTimeout", SECONDS_MAX);
    login.setProperty("loginTimeout", SECONDS_MAX);
    return login;
  }

  private static boolean mayBeStarting(SQLException failure) {
    return !REJECTED.equals(failure.getSQLState())
        && (LostConnection.caused(failure) || SqlStates.TOO_MANY.equals(failure.getSQLState()));
  }

  /** The setting that the refusal is about. */
  private record Setting(String key, String expected) {}

  private static Setting toMend(SQLException failure, DatabaseAddress address) {
    String state = String.valueOf(failure.getSQLState());
    boolean noPassword = state.equals(REJECTED) && address.password().isEmpty();
    // A user that does not exist is refused as if the password were wrong.
    if (noPassword || state.equals(SqlStates.WRONG_PASSWORD)) {
      return new Setting("database.password", "that of a user who may log in");
    }
    if (state.startsWith(NOT_LET_IN)) {
      return new Setting("database.user", "a user whom this PostgreSQL lets in");
    }
    return new Setting(
        "database.url",
        state.equals(NO_SUCH_DATABASE)
            ? "a database that exists"
            : "a PostgreSQL that lets this user in");
  }

  private static void pause(Duration wait) {
    try {
      // A database that starts tells nobody when it is there.
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseTrouble("interrupted while waiting for the database");
    }
  }
}
