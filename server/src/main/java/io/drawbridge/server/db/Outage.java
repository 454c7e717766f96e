package io.drawbridge.server.db;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.failure.Failure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Knows when the database is away, so that callers are refused at once instead of each waiting for
 * its own connection, and so that the log tells of it once and not once for each of them. It asks
 * on a connection of its own: now and then, when somebody lost theirs, and again and again while
 * there is no answer.
 */
public final class Outage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
  private static final Duration AGAIN = Duration.ofMillis(250);
  private static final Duration TELL_EVERY = Duration.ofMinutes(1);
  private static final int ANSWER_SECONDS_MAX = 5;
  private static final int LOGIN_SECONDS_MAX = 10;

  private final DatabaseAddress address;

  /**
   * The task that runs when the database has gone, since calls that still wait for it wait in vain.
   */
  private final Runnable gone;

  private final Semaphore suspicion = new Semaphore(0);
  private final Thread thread = Thread.ofVirtual().name("outage").unstarted(this::watch);
  private volatile boolean away;
  private @Nullable Connection own;

  Outage(DatabaseAddress address, Runnable gone) {
    this.address = address;
    this.gone = gone;
  }

  void start() {
    thread.start();
  }

  /**
   * Returns whether a failure is only what happens to calls while the database is away, or goes
   * away meanwhile: no fault of the call, and over some time.
   */
  public static boolean explains(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof Failure failure && failure.code() == ErrorCode.UNAVAILABLE) {
        return true;
      }
    }
    return LostConnection.caused(thrown);
  }

  /** The level at which a failure is logged: not at all if this class reports it. */
  public static Level level(Throwable thrown) {
    return explains(thrown) ? Level.DEBUG : Level.WARN;
  }

  /** Notes that somebody lost a connection, or got none: the database may be away. */
  void suspect() {
    suspicion.release();
  }

  boolean isAway() {
    return away;
  }

  /**
   * Returns unless the database is away.
   *
   * @throws Failure {@code unavailable} with a time
   */
  void require() {
    if (away) {
      throw failure();
    }
  }

  static Failure failure() {
    return Failure.unavailable("the database is not reachable", RETRY);
  }

  private void watch() {
    try {
      while (true) {
        boolean _ = suspicion.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        suspicion.drainPermits();
        String why = ask();
        if (!why.isEmpty()) {
          waitOut(why);
        }
      }
    } catch (InterruptedException closed) {
      forget();
    }
  }

  private void waitOut(String first) throws InterruptedException {
    away = true;
    gone.run();
    long since = System.nanoTime();
    long told = since - TELL_EVERY.toNanos();
    for (String why = first; !why.isEmpty(); why = ask()) {
      if (System.nanoTime() - told >= TELL_EVERY.toNanos()) {
        told = System.nanoTime();
        LOG.atWarn()
            .addKeyValue("why", why)
            .log("the database does not answer; commands are refused until it does");
      }
      // Nothing tells when a database is back.
      Thread.sleep(AGAIN);
    }
    away = false;
    LOG.info(
        "the database answers again, after {} s",
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since));
  }

  /** The reason why the database does not answer; empty if it does. */
  private String ask() throws InterruptedException {
    if (own != null && answers(own)) {
      return "";
    }
    forget();
    try {
      own = DriverManager.getConnection(address.url(), properties());
      return "";
    } catch (SQLException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("closed");
      }
      return SqlStates.TOO_MANY.equals(e.getSQLState()) ? "" : SqlStates.words(e);
    }
  }

  private static boolean answers(Connection connection) {
    try {
      return connection.isValid(ANSWER_SECONDS_MAX);
    } catch (SQLException e) {
      return false;
    }
  }

  private Properties properties() {
    Properties properties = FirstContact.login(address);
    properties.setProperty("ApplicationName", "drawbridge-watch");
    // Slowness is not absence.
    properties.setProperty("loginTimeout", String.valueOf(LOGIN_SECONDS_MAX));
    properties.setProperty("socketTimeout", String.valueOf(ANSWER_SECONDS_MAX));
    return properties;
  }

  private void forget() {
    if (own != null) {
      try {
        own.close();
      } catch (SQLException e) {
        LOG.debug("a connection that is of no use could not be closed", e);
      }
      own = null;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
