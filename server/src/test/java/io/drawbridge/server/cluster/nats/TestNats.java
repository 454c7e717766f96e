package io.drawbridge.server.cluster.nats;

import io.drawbridge.server.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The real server of NATS on a port of its own, which can be killed and started again. */
final class TestNats implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(30);

  private final int port;
  private final List<String> command;
  private @Nullable Process process;

  private TestNats(String... more) {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.command = new ArrayList<>(List.of(program(), "-a", "127.0.0.1", "-p", "" + port));
    command.addAll(List.of(more));
  }

  /** One that takes everybody. */
  static TestNats open() {
    return new TestNats().start();
  }

  /** One that demands TLS and this login. */
  static TestNats guarded(TestCertificate certificate, String user, String password) {
    return new TestNats(
            "--user",
            user,
            "--pass",
            password,
            "--tls",
            "--tlscert",
            certificate.chain().toString(),
            "--tlskey",
            certificate.key().toString())
        .start();
  }

  URI url(String scheme) {
    return URI.create(scheme + "://localhost:" + port);
  }

  TestNats start() {
    try {
      Process started =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process = started;
      Awaitility.await().atMost(START_MAX).until(() -> answers() || !started.isAlive());
      if (!started.isAlive()) {
        throw new IllegalStateException("nats-server ended with " + started.exitValue());
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.getInputStream().read() >= 0;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Ends it by SIGKILL. */
  void kill() {
    Process running = process;
    process = null;
    if (running != null) {
      try {
        boolean _ = running.destroyForcibly().waitFor(START_MAX.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static String program() {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/bin"))
        .map(folder -> Path.of(folder, "nats-server"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException("install nats-server (Debian: apt-get install nats-server)"))
        .toString();
  }

  @Override
  public void close() {
    kill();
  }
}
