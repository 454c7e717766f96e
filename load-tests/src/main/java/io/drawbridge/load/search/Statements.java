package io.drawbridge.load.search;

import io.drawbridge.load.driver.EmbeddedDatabase;
import io.drawbridge.load.measure.Latencies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.postgresql.PGStatement;

/**
 * The statements by which the server makes a page, taken from the log of its database, run without
 * the server by the bare driver, prepared, on one connection in one transaction a page.
 */
final class Statements {
  /** What the statements of a search contain, and no other. */
  private static final List<String> OF_SEARCH = List.of("terms @@", "from reach_of(");

  private static final int SEEN_AFTER_MS = 20;
  private static final int SEEN_WITHIN = 100;

  private final EmbeddedDatabase database;

  Statements(EmbeddedDatabase database) {
    this.database = database;
  }

  /** Has what the server executes logged, from the connections on that it opens then. */
  void logAll(boolean all) throws SQLException {
    try (Connection connection = database.administer();
        Statement statement = connection.createStatement()) {
      String to = all ? "set %s = %s" : "reset %s";
      statement.execute("alter role drawbridge " + to.formatted("log_min_duration_statement", "0"));
      statement.execute(
          "alter role drawbridge " + to.formatted("log_error_verbosity", "'default'"));
    }
  }

  /** The statements of the page that this asks for. */
  List<String> of(Runnable page) throws IOException, InterruptedException {
    Path log = database.logs().getLast();
    long begin = Files.size(log);
    page.run();
    List<String> found = List.of();
    // The log is written by a process of its own, which tells nobody.
    for (int i = 0; i < SEEN_WITHIN && found.stream().noneMatch(it -> it.contains("@@")); i++) {
      Thread.sleep(SEEN_AFTER_MS);
      byte[] all = Files.readAllBytes(log);
      found =
          StatementLog.statements(
              new String(all, (int) begin, (int) (all.length - begin), StandardCharsets.UTF_8),
              OF_SEARCH);
    }
    return found;
  }

  /** Runs them one page after the other, until there were enough or it took long enough. */
  Histogram run(List<String> statements, int pages, Duration longest) throws SQLException {
    Histogram times = Latencies.histogram();
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      List<PreparedStatement> prepared = new ArrayList<>();
      for (String sql : statements) {
        PreparedStatement one = connection.prepareStatement(sql);
        one.unwrap(PGStatement.class).setPrepareThreshold(1);
        prepared.add(one);
      }
      long start = System.nanoTime();
      for (int page = -1; page < pages && System.nanoTime() - start < longest.toNanos(); page++) {
        long begin = System.nanoTime();
        for (PreparedStatement one : prepared) {
          try (ResultSet rows = one.executeQuery()) {
            while (rows.next()) {
              rows.getObject(1);
            }
          }
        }
        connection.commit();
        if (page >= 0 || pages == 0) {
          Latencies.record(times, System.nanoTime() - begin);
        }
      }
      for (PreparedStatement one : prepared) {
        one.close();
      }
    }
    return times;
  }

  /** The plan of a statement, as it was carried out. */
  String plan(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("explain (analyze, buffers) " + sql)) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
      return lines.stream().collect(Collectors.joining(System.lineSeparator()));
    }
  }
}
