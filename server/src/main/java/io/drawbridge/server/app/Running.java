package io.drawbridge.server.app;

import io.drawbridge.server.Server;
import io.drawbridge.server.assembly.Closing;
import io.drawbridge.server.config.ServerConfig;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** A server that Ctrl-C and SIGTERM stop: a clean stop ends the process with exit code 0. */
final class Running {
  private final Server server;
  private final AtomicBoolean waits;

  private Running(Server server, AtomicBoolean waits) {
    this.server = server;
    this.waits = waits;
  }

  static Running start(ServerConfig config) {
    Closing closing = new Closing();
    AtomicBoolean waits = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(closing, waits.get()), "stop"));
    return new Running(Server.start(config, closing), waits);
  }

  Server server() {
    return server;
  }

  /** Waits for the signal that ends the process; the hook does the rest. */
  void untilStopped() throws InterruptedException {
    waits.set(true);
    new CountDownLatch(1).await();
  }

  /**
   * Stops the server; {@code asked} means by a signal, not because the command failed, which has
   * its own exit code.
   */
  private static void stop(Closing closing, boolean asked) {
    boolean clean = closing.run();
    if (asked) {
      // The JVM would say 130 or 143, which supervisors take for a failure.
      Runtime.getRuntime().halt(clean ? 0 : Server.EXIT_TROUBLE);
    }
  }
}
