package io.drawbridge.server.db;

import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first connection to a database. One that is not there yet may be starting, and is asked again
 * for a while; one that refuses us is not.
 */
public final class FirstContact {
  private static final Logger LOG = LoggerFactory.getLogger(FirstContact.class);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final String SECONDS_MAX = "5";

  /** https://www.postgresql.org/docs/18/errcodes-appendix.html */
  private static final String TOO_MANY = "53300";

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
        String why = reason(e);
        if (!mayBeStarting(e) || System.nanoTime() + wait.toNanos() - by > 0) {
          throw new DatabaseTrouble(
              "database.url: %s as %s: %s (expected: a PostgreSQL that lets this user in)"
                  .formatted(address.shown(), address.user(), why),
              e);
        }
        LOG.atInfo().addKeyValue("why", why).log("the database does not answer yet");
      }
      pause(wait);
    }
  }

  private static Properties login(DatabaseAddress address) {
    Properties login = new Properties();
    login.setProperty("user", address.user());
    login.setProperty("password", address.password());
    login.setProperty("connectTimeout", SECONDS_MAX);
    login.setProperty("loginTimeout", SECONDS_MAX);
    return login;
  }

  private static boolean mayBeStarting(SQLException failure) {
    return LostConnection.caused(failure) || TOO_MANY.equals(failure.getSQLState());
  }

  /** The server's words, or those of the network below. */
  private static String reason(SQLException failure) {
    Throwable root = failure;
    for (@Nullable Throwable below = failure; below != null; below = below.getCause()) {
      root = below;
    }
    String text = String.valueOf(root.getMessage()).strip().lines().findFirst().orElse("unknown");
    return root instanceof UnknownHostException ? "unknown host " + text : text;
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
