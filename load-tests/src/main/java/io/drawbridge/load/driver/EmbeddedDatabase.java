package io.drawbridge.load.driver;

import io.drawbridge.load.measure.ProcessCpu;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The embedded database of a {@link ServerProcess}, seen from outside: its figures, and pgbench
 * against it.
 */
public final class EmbeddedDatabase {
  private static final String NAME = "drawbridge";

  private final ProcessHandle postmaster;
  private final int port;
  private final String password;
  private final Path logFolder;

  private EmbeddedDatabase(ProcessHandle postmaster, int port, String password, Path logFolder) {
    this.postmaster = postmaster;
    this.port = port;
    this.password = password;
    this.logFolder = logFolder;
  }

  /** Finds the one that runs in the server's data folder. */
  public static EmbeddedDatabase of(ServerProcess server) throws IOException {
    DatabaseProcesses processes = server.database();
    // The fourth line is the port.
    String port = Files.readAllLines(processes.file()).get(3).strip();
    return new EmbeddedDatabase(
        processes.postmaster().orElseThrow(),
        Integer.parseInt(port),
        Files.readString(server.dataFolder().resolve("postgres.password")).strip(),
        processes.file().resolveSibling("log"));
  }

  /** CPU used until now by the postmaster and the backends that live. */
  public ProcessCpu cpu() {
    return ProcessCpu.ofTree(postmaster);
  }

  /** The numbers that a query answers, one a row. */
  public List<Long> numbers(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<Long> numbers = new ArrayList<>();
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
      return numbers;
    }
  }

  /** Transactions committed in this database until now; lags by about a second. */
  public long commits() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select xact_commit from pg_stat_database where datname = current_database()")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Connects as the superuser of the cluster. */
  public Connection administer() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, NAME), "postgres", password);
  }

  /** The files to which it logs, in their order. */
  public List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.list(logFolder)) {
      return files.sorted().toList();
    }
  }

  /** Runs statements that return nothing. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Looks for pgbench, before a run that is nothing without it begins.
   *
   * @throws IOException if it is not installed
   */
  public static void requirePgbench() throws IOException, InterruptedException {
    try {
      new ProcessBuilder("pgbench", "--version").start().waitFor();
    } catch (IOException missing) {
      throw new IOException(
          "pgbench not found (Debian: apt-get install postgresql-contrib)", missing);
    }
  }

  /** Runs pgbench with a script for this many seconds and answers its transactions a second. */
  public double pgbench(String script, int clients, int seconds)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("drawbridge-load", ".sql");
    try {
      Files.writeString(file, script);
      return pgbench(file, clients, seconds);
    } finally {
      Files.delete(file);
    }
  }

  private double pgbench(Path script, int clients, int seconds)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "pgbench",
            "-n",
            "-M",
            "prepared",
            "-c",
            Integer.toString(clients),
            "-j",
            "2",
            "-T",
            Integer.toString(seconds),
            "-f",
            script.toString(),
            "-h",
            "127.0.0.1",
            "-p",
            Integer.toString(port),
            "-U",
            NAME,
            NAME);
    builder.environment().put("PGPASSWORD", password);
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("pgbench failed:\n" + output);
    }
    return output
        .lines()
        .filter(line -> line.startsWith("tps = "))
        .map(line -> Double.parseDouble(List.of(line.split(" ", -1)).get(2)))
        .findFirst()
        .orElseThrow(() -> new IOException("pgbench told no tps:\n" + output));
  }

  /** Connects as the server does. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, NAME), NAME, password);
  }
}
