package io.drawbridge.server.db;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;

/** Passes on to a database, and notes the statements of each visit without their values. */
public final class RecordingDatabase implements Database {
  private final Database real;
  private final ConcurrentLinkedQueue<List<String>> visits = new ConcurrentLinkedQueue<>();

  public RecordingDatabase(Database real) {
    this.real = real;
  }

  /**
   * The statements since the last call: a list for each visit, in the order of their first
   * appearance.
   */
  public List<List<String>> visits() {
    List<List<String>> taken = new ArrayList<>();
    for (List<String> visit = visits.poll(); visit != null; visit = visits.poll()) {
      taken.add(visit);
    }
    return taken;
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    return real.write(handle -> recorded("write", handle, work));
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return real.read(handle -> recorded("read", handle, work));
  }

  @Override
  public <T> T query(Function<Handle, T> work) {
    return real.query(handle -> recorded("query", handle, work));
  }

  private <T> T recorded(String how, Handle handle, Function<Handle, T> work) {
    List<String> statements = new ArrayList<>(List.of(how));
    handle
        .getConfig(SqlStatements.class)
        .setSqlLogger(
            new SqlLogger() {
              @Override
              public void logBeforeExecution(StatementContext context) {
                statements.add(context.getRawSql());
              }
            });
    try {
      return work.apply(handle);
    } finally {
      visits.add(List.copyOf(statements));
    }
  }
}
