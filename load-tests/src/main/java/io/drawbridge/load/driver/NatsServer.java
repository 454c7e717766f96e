package io.drawbridge.load.driver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The server of NATS on a port of its own, which can be killed and started again. */
public final class NatsServer implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(30);
  private static final int ASK_AGAIN_MS = 20;

  private final int port;
  private final Path program;
  private Process process;

  private NatsServer(int port, Path program) throws IOException {
    this.port = port;
    this.program = program;
    this.process = launch();
    // A run that is stopped half-way closes nothing.
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  /**
   * Starts one that takes everybody.
   *
   * @throws IOException if it is not installed, or does not start
   */
  public static NatsServer start() throws IOException {
    NatsServer server = new NatsServer(FreePort.onLoopback(), program());
    server.awaitAnswer();
    return server;
  }

  public int port() {
    return port;
  }

  /** Kills it without warning (SIGKILL). */
  public synchronized void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts it again on the same port, and waits until it answers. */
  public synchronized void restart() throws IOException {
    process = launch();
    awaitAnswer();
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(program.toString(), "-a", "127.0.0.1", "-p", Integer.toString(port))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private synchronized void awaitAnswer() throws IOException {
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (answers()) {
        return;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while nats-server starts", e);
      }
    }
    kill();
    throw new IOException("nats-server does not start");
  }

  /** It speaks first. */
  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.getInputStream().read() >= 0;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static Path program() throws IOException {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(":", -1)), Stream.of("/usr/sbin", "/usr/local/bin"))
        .map(folder -> Path.of(folder, "nats-server"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () -> new IOException("nats-server not found (Debian: apt-get install nats-server)"));
  }

  @Override
  public void close() {
    kill();
  }
}
