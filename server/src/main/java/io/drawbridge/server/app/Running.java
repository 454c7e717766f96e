package io.drawbridge.server.app;

import io.drawbridge.server.Server;
import io.drawbridge.server.assembly.Closing;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** The parts that Ctrl-C and SIGTERM stop: a clean stop ends the process with exit code 0. */
final class Running {
  private final Closing closing = new Closing();
  private final AtomicBoolean waits = new AtomicBoolean();

  private Running() {}

  /** Begins to listen for the signal; nothing runs yet. */
  static Running begin() {
    Running running = new Running();
    Runtime.getRuntime().addShutdownHook(new Thread(running::stop, "stop"));
    return running;
  }

  /** What is stopped by the signal, last first. */
  Closing closing() {
    return closing;
  }

  /** Waits for the signal that ends the process; the hook does the rest. */
  void untilStopped() throws InterruptedException {
    waits.set(true);
    new CountDownLatch(1).await();
  }

  /** Stops everything, and ends the process as one that failed. */
  void fail() {
    waits.set(false);
    System.exit(Server.EXIT_TROUBLE);
  }

  /**
   * Stops everything. A process that waited was asked to by a signal; else the command failed, and
   * has its own exit code.
   */
  private void stop() {
    boolean clean = closing.run();
    if (waits.get()) {
      // The JVM would say 130 or 143, which supervisors take for a failure.
      Runtime.getRuntime().halt(clean ? 0 : Server.EXIT_TROUBLE);
    }
  }
}
