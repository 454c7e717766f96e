package io.drawbridge.server.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.postgres.PostgresPlugin;

/** One connection pool with a fair queue before it. */
final class Pool implements AutoCloseable {
  private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

  private final HikariDataSource source;
  private final Jdbi jdbi;
  private final Semaphore permits;
  private final int size;
  private final Duration waitMax;

  private Pool(HikariConfig config, Duration waitMax) {
    this.source = new HikariDataSource(config);
    this.jdbi = Jdbi.create(source).installPlugin(new PostgresPlugin());
    // Exceptions reach the log: no values in them, not even those of a row that was refused.
    this.jdbi
        .getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
    this.size = config.getMaximumPoolSize();
    this.permits = new Semaphore(size, true);
    this.waitMax = waitMax;
  }

  static Pool writing(DatabaseAddress address, DatabaseLimits limits) {
    HikariConfig config = config("write", address, limits, limits.writers());
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return new Pool(config, limits.waitMax());
  }

  static Pool reading(DatabaseAddress address, DatabaseLimits limits) {
    HikariConfig config = config("read", address, limits, limits.readers());
    config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    config.setReadOnly(true);
    return new Pool(config, limits.waitMax());
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
    config.setConnectionTimeout(limits.waitMax().toMillis());
    // The pool is opened whether or not the database answers: readiness says so, calls fail alone.
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "drawbridge-" + name);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("logServerErrorDetail", "false");
    config.addDataSourceProperty("connectTimeout", "5");
    // Later than the server's own time-out, for a server that does not answer at all.
    config.addDataSourceProperty(
        "socketTimeout", String.valueOf(limits.statementMax().toSeconds() + 10));
    config.addDataSourceProperty(
        "options",
        "-c statement_timeout=%d -c lock_timeout=%d -c idle_in_transaction_session_timeout=%d"
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
    return size - permits.availablePermits() + permits.getQueueLength();
  }

  private <T> T guarded(Call<T> call) {
    if (INSIDE.get()) {
      throw new IllegalStateException(
          "database call inside a database call (expected: the handle passed on)");
    }
    take();
    INSIDE.set(true);
    try {
      return call.run();
    } catch (ConnectionException e) {
      throw unreachable();
    } finally {
      INSIDE.remove();
      permits.release();
    }
  }

  private static Failure unreachable() {
    return Failure.of(ErrorCode.UNAVAILABLE, "the database is not reachable");
  }

  private void take() {
    try {
      if (!permits.tryAcquire(waitMax.toMillis(), TimeUnit.MILLISECONDS)) {
        throw source.getHikariPoolMXBean().getActiveConnections() > 0
            ? Failure.busy("too many database calls are waiting", Duration.ofSeconds(1))
            // Those before wait for a connection themselves.
            : unreachable();
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

  private interface Call<T> {
    T run();
  }
}
