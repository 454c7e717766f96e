package io.drawbridge.load.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The database of several servers, which outlives each of them: the embedded one of a first server,
 * which made it with its settings and the keys and was stopped, run by this process.
 */
public final class SharedDatabase implements AutoCloseable {
  private static final String NAME = "drawbridge";
  private static final int CONNECTIONS_MAX = 400;
  private static final Duration START_MAX = Duration.ofMinutes(1);
  private static final int ASK_AGAIN_MS = 50;
  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"");

  private final ServerProcess first;
  private final List<String> command;
  private final String password;
  private final int port;
  private Process process;

  private SharedDatabase(ServerProcess first) throws IOException {
    this.first = first;
    this.command = command(first.dataFolder());
    this.password = Files.readString(first.dataFolder().resolve("postgres.password")).strip();
    this.port = FreePort.onLoopback();
    this.process = launch();
    // A run that is stopped half-way closes nothing.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
  }

  /** Has a first server make it, and starts it. */
  public static SharedDatabase make() throws IOException, InterruptedException {
    ServerProcess first = ServerProcess.start(Map.of());
    try {
      first.interrupt();
      first.awaitExit(START_MAX);
      SharedDatabase database = new SharedDatabase(first);
      database.awaitAnswer();
      return database;
    } catch (IOException | InterruptedException | RuntimeException failed) {
      first.close();
      throw failed;
    }
  }

  /** The port where it listens, on the loopback. */
  public int port() {
    return port;
  }

  /** The folder with the keys that all its servers have to have. */
  Path keys() {
    return first.dataFolder();
  }

  /**
   * The settings by which a server reaches it.
   *
   * @param by the port that is called
   */
  Map<String, String> settings(int by) {
    return Map.of(
        "DATABASE_URL", "postgresql://localhost:%d/%s".formatted(by, NAME),
        "DATABASE_USER", NAME,
        "DATABASE_PASSWORD", password);
  }

  /** Kills all its processes without warning (SIGKILL). */
  public synchronized void kill() throws InterruptedException {
    first.database().kill();
    process.waitFor();
  }

  /** Starts it again, and waits until it has recovered and answers. */
  public synchronized void restart() throws IOException, InterruptedException {
    process = launch();
    awaitAnswer();
  }

  /**
   * The command line by which the first server started it, which PostgreSQL keeps: the program,
   * then its arguments in quotes.
   */
  private static List<String> command(Path dataFolder) throws IOException {
    String line = Files.readString(dataFolder.resolve("postgres").resolve("postmaster.opts"));
    int quote = line.indexOf('"');
    List<String> command = new ArrayList<>(List.of(line.substring(0, quote).strip()));
    Matcher argument = ARGUMENT.matcher(line.substring(quote));
    while (argument.find()) {
      command.add(argument.group(1));
    }
    return command;
  }

  private Process launch() throws IOException {
    List<String> line = new ArrayList<>();
    if (System.getProperty("user.name", "").equals("root")) {
      // PostgreSQL does not run as root; in a namespace of its own it is nobody.
      line.addAll(List.of("unshare", "-U"));
    }
    line.addAll(command);
    // A later argument counts.
    line.addAll(List.of("-p", Integer.toString(port)));
    line.addAll(List.of("-c", "max_connections=" + CONNECTIONS_MAX));
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(first.dataFolder().resolve("postmaster.out").toFile())
        .start();
  }

  private synchronized void awaitAnswer() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (System.nanoTime() < deadline) {
      if (!process.isAlive()) {
        // A process that was being made when the others were killed may still have the memory.
        process = launch();
      }
      try (Connection answered = connect()) {
        if (answered.isValid(1)) {
          return;
        }
      } catch (SQLException notYet) {
        TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MS);
      }
    }
    throw new IOException(
        "the database does not start:\n"
            + Files.readString(first.dataFolder().resolve("postmaster.out")));
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:%d/%s".formatted(port, NAME), NAME, password);
  }

  /** Ends it, and deletes its files. */
  @Override
  public void close() {
    first.close();
  }
}
