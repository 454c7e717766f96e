package io.drawbridge.server.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.failure.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection pool with a fair queue before it. What a caller meets is reported to the watches
 * over the database ({@link Outage}, {@link Room}), which refuse the next ones at once.
 */
final class Pool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pool.class);
  private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

  /**
   * The time that one look for a connection takes, before it is asked whether there is a database.
   */
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final Duration LOOK_MIN = Duration.ofMillis(250);

  /** The texts of the statements are the same for every pool of the process: each is read once. */
  private static final SqlParser PARSER = new ColonPrefixSqlParser();

  private final HikariDataSource source;
  private final Jdbi jdbi;
  private final Turns turns;
  private final Set<Connection> inUse = ConcurrentHashMap.newKeySet();
  private final Duration waitMax;
  private final Outage outage;
  private final Room room;

  private Pool(HikariConfig config, Duration waitMax, Outage outage, Room room) {
    this.source = new HikariDataSource(config);
    this.outage = outage;
    this.room = room;
    this.jdbi = Jdbi.create(new Borrowing()).installPlugin(new PostgresPlugin());
    // Exceptions reach the log: no values in them, not even those of a row that was refused.
    this.jdbi
        .getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
    this.jdbi.getConfig(SqlStatements.class).setSqlParser(PARSER);
    this.turns = new Turns(config.getMaximumPoolSize());
    this.waitMax = waitMax;
  }

  static Pool writing(DatabaseAddress address, DatabaseLimits limits, Outage outage, Room room) {
    HikariConfig config = config("write", address, limits, limits.writers());
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return new Pool(config, limits.waitMax(), outage, room);
  }

  static Pool reading(DatabaseAddress address, DatabaseLimits limits, Outage outage, Room room) {
    HikariConfig config = config("read", address, limits, limits.readers());
    config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    config.setReadOnly(true);
    return new Pool(config, limits.waitMax(), outage, room);
  }

  private static HikariConfig config(
      String name, DatabaseAddress address, DatabaseLimits limits, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(address.url());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(
        Math.clamp(limits.waitMax().toMillis(), LOOK_MIN.toMillis(), LOOK.toMillis()));
    // The pool is opened whether or not the database answers: readiness says so, calls fail alone.
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "drawbridge-" + name);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("logServerErrorDetail", "false");
    config.addDataSourceProperty("connectTimeout", "5");
    // Else that of the pool counts, which is one look.
    config.addDataSourceProperty("loginTimeout", "10");
    // Later than the server's own time-out, for a server that does not answer at all.
    config.addDataSourceProperty(
        "socketTimeout", String.valueOf(limits.statementMax().toSeconds() + 10));
    // Our statements reach rows by indexes whatever their values are. To plan one costs up to 6 ms,
    // several times what running it does, so each is planned once a connection.
    config.addDataSourceProperty("prepareThreshold", "1");
    config.addDataSourceProperty(
        "options",
        "-c plan_cache_mode=force_generic_plan"
            + " -c statement_timeout=%d -c lock_timeout=%d -c idle_in_transaction_session_timeout=%d"
                .formatted(
                    limits.statementMax().toMillis(),
                    limits.lockMax().toMillis(),
                    limits.statementMax().toMillis()));
    return config;
  }

  <T> T inTransaction(Function<Handle, T> work) {
    return guarded(() -> jdbi.inTransaction(work::apply));
  }

  <T> T withHandle(Function<Handle, T> work) {
    return guarded(() -> jdbi.withHandle(work::apply));
  }

  int callers() {
    return turns.callers();
  }

  private <T> T guarded(Call<T> call) {
    if (INSIDE.get()) {
      throw new IllegalStateException(
          "database call inside a database call (expected: the handle passed on)");
    }
    outage.require();
    Optional<AccountId> behalf = Behalf.current();
    take(behalf);
    INSIDE.set(true);
    try {
      outage.require();
      return call.run();
    } catch (ConnectionException e) {
      throw Outage.failure();
    } catch (RuntimeException e) {
      throw told(e);
    } finally {
      INSIDE.remove();
      turns.release(behalf);
    }
  }

  /** The failure that the caller gets, after those who watch the database heard of it. */
  private RuntimeException told(RuntimeException e) {
    if (LostConnection.caused(e)) {
      outage.suspect();
    }
    return SqlStates.among(e, SqlStates.DISK_FULL::equals) ? room.refused(SqlStates.words(e)) : e;
  }

  /** Ends what is still waiting for a database that has gone. */
  void cut() {
    source.getHikariPoolMXBean().softEvictConnections();
    for (Connection each : inUse) {
      try {
        each.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("a connection to a database that has gone could not be cut", e);
      }
    }
  }

  private void take(Optional<AccountId> behalf) {
    try {
      if (!turns.acquire(behalf, waitMax)) {
        throw source.getHikariPoolMXBean().getActiveConnections() > 0
            ? Failure.busy("too many database calls are waiting", Duration.ofSeconds(1))
            // Those before wait for a connection themselves.
            : Outage.failure();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of(ErrorCode.UNAVAILABLE, "interrupted");
    }
  }

  @Override
  public void close() {
    source.close();
  }

  /** Looks for a connection while there is a database and the caller's time is not over. */
  private final class Borrowing implements ConnectionFactory {
    @Override
    public Connection openConnection() throws SQLException {
      long by = System.nanoTime() + waitMax.toNanos();
      while (true) {
        try {
          Connection connection = source.getConnection();
          inUse.add(connection);
          return connection;
        } catch (SQLTransientConnectionException none) {
          outage.suspect();
          outage.require();
          if (System.nanoTime() - by >= 0) {
            throw none;
          }
        }
      }
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
      inUse.remove(connection);
      connection.close();
    }
  }

  private interface Call<T> {
    T run();
  }
}
