package io.drawbridge.server.db.copy;

import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.DatabaseTrouble;
import io.drawbridge.server.db.FirstContact;
import io.drawbridge.server.db.SqlStates;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of its own for as long as copying takes: no time limit of the pools holds for it.
 * One thread at a time.
 */
final class Copying implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Copying.class);

  private final Handle handle;
  private final CopyManager copies;

  private Copying(Handle handle, CopyManager copies) {
    this.handle = handle;
    this.copies = copies;
  }

  /** Work on the connection. */
  interface Work<T> {
    T on(Handle handle, CopyManager copies) throws SQLException, IOException;
  }

  /**
   * Opens it, in a transaction that {@code begin} opens.
   *
   * @throws DatabaseTrouble with one line if the database does not let us in
   */
  static Copying open(DatabaseAddress address, String begin) {
    FirstContact.make(address, FirstContact.PATIENCE);
    Properties login = new Properties();
    login.setProperty("user", address.user());
    login.setProperty("password", address.password());
    login.setProperty("ApplicationName", "drawbridge-copy");
    login.setProperty("tcpKeepAlive", "true");
    // Values of rows do not get into messages.
    login.setProperty("logServerErrorDetail", "false");
    try {
      Connection connection = DriverManager.getConnection(address.url(), login);
      Handle handle = Jdbi.create(connection).installPlugin(new PostgresPlugin()).open();
      handle
          .getConfig(StatementExceptions.class)
          .setMessageRendering(StatementExceptions.MessageRendering.NONE);
      handle.execute("set statement_timeout = 0");
      handle.execute("set idle_in_transaction_session_timeout = 0");
      handle.execute(begin);
      return new Copying(handle, connection.unwrap(PGConnection.class).getCopyAPI());
    } catch (SQLException | JdbiException e) {
      throw trouble(address.shown(), e);
    }
  }

  /**
   * Does the work.
   *
   * @param what as the operator is told of trouble
   * @throws DatabaseTrouble with one line if the database refuses
   * @throws IOException as the work does
   */
  <T> T work(String what, Work<T> work) throws IOException {
    try {
      return work.on(handle, copies);
    } catch (SQLException | JdbiException e) {
      throw trouble(what, e);
    }
  }

  /** The same for work that reads and writes nothing else. */
  <T> T query(String what, Function<Handle, T> work) {
    try {
      return work.apply(handle);
    } catch (JdbiException e) {
      throw trouble(what, e);
    }
  }

  private static DatabaseTrouble trouble(String what, Exception e) {
    return new DatabaseTrouble("%s: %s".formatted(what, SqlStates.words(e)), e);
  }

  /** Takes back what was not committed, and ends the connection. */
  @Override
  public void close() {
    try {
      // Its locks are free when this returns; a connection that just ends keeps them for a moment.
      handle.execute("rollback");
    } catch (JdbiException lost) {
      LOG.debug("the connection was lost, and all of it with it", lost);
    } finally {
      handle.close();
    }
  }
}
