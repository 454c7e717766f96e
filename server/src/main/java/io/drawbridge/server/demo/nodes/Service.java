package io.drawbridge.server.demo.nodes;

import io.drawbridge.server.assembly.StartTrouble;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that the demo runs, and starts again when it ends by itself, as a service manager
 * would. It gives up when that is needed again at once, a few times in a row.
 */
final class Service {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);
  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final Duration GLANCE = Duration.ofMillis(100);

  /**
   * Long enough that Ctrl-C, which reaches everybody at once, is not taken for an end by itself.
   */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Duration STEADY = Duration.ofSeconds(30);
  private static final int TRIES = 5;
  private static final String OURS = "DRAWBRIDGE_";
  private static final File NOTHING = new File("/dev/null");

  private final Plan plan;
  private final Setting setting;
  private final Object lock = new Object();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private Process process;
  private volatile long startedNanos;

  /**
   * The program.
   *
   * @param log takes what it prints
   * @param ready says whether it does its work
   */
  record Plan(String name, List<String> command, Path log, Readiness ready) {}

  /** Says whether a program does its work by now. */
  interface Readiness {
    boolean isReady() throws InterruptedException;
  }

  /**
   * The things that all services of a demo share.
   *
   * @param said takes lines for the person who looks at the demo
   * @param gaveUp runs when one of them cannot be kept running
   */
  record Setting(Leftovers leftovers, Consumer<String> said, Runnable gaveUp) {}

  private Service(Plan plan, Setting setting) throws IOException {
    this.plan = plan;
    this.setting = setting;
    this.process = launch();
  }

  /**
   * Starts the program; {@link #await} says when it is ready.
   *
   * @throws StartTrouble if it cannot be started
   */
  static Service begin(Plan plan, Setting setting) {
    try {
      return new Service(plan, setting);
    } catch (IOException e) {
      throw new StartTrouble("%s cannot be started: %s".formatted(plan.name(), e.getMessage()));
    }
  }

  private Process launch() throws IOException {
    if (!Files.exists(plan.log())) {
      Files.createFile(
          plan.log(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    ProcessBuilder builder =
        new ProcessBuilder(plan.command())
            .redirectInput(NOTHING)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(plan.log().toFile()));
    // What is set there is in the configuration file of the node already.
    builder.environment().keySet().removeIf(variable -> variable.startsWith(OURS));
    startedNanos = System.nanoTime();
    Process launched = builder.start();
    setting.leftovers().note(plan.name(), launched.toHandle());
    return launched;
  }

  /**
   * Waits until the program does its work, and keeps it running from then on.
   *
   * @throws StartTrouble if it ends before, or takes too long
   */
  void await() throws InterruptedException {
    Process first = current();
    if (!isReady(first)) {
      throw new StartTrouble(
          first.isAlive()
              ? "%s is not ready after %d s: see %s"
                  .formatted(plan.name(), START_MAX.toSeconds(), plan.log())
              : "%s ended with exit code %d: see %s"
                  .formatted(plan.name(), first.exitValue(), plan.log()));
    }
    Thread.ofPlatform().daemon().name("keeper of " + plan.name()).start(this::keep);
  }

  private boolean isReady(Process started) throws InterruptedException {
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (started.isAlive() && System.nanoTime() < deadline) {
      if (plan.ready().isReady()) {
        return true;
      }
      // Another process tells nobody when it is ready.
      Thread.sleep(GLANCE);
    }
    return false;
  }

  private void keep() {
    try {
      int tries = 0;
      while (tries < TRIES) {
        Process ended = current();
        int code = ended.waitFor();
        tries = System.nanoTime() - startedNanos > STEADY.toNanos() ? 1 : tries + 1;
        if (stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        setting
            .said()
            .accept(
                "%s (process %d) has ended with exit code %d; it is started again"
                    .formatted(plan.name(), ended.pid(), code));
        if (!startAgain()) {
          return;
        }
        if (isReady(current())) {
          setting.said().accept("%s serves again, as process %d".formatted(plan.name(), pid()));
        }
      }
      LOG.error(
          "{} cannot be kept running, {} tries in a row: see {}", plan.name(), TRIES, plan.log());
    } catch (IOException e) {
      LOG.error("{} cannot be started again", plan.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    setting.gaveUp().run();
  }

  /** Starts the program again; false if it is to be stopped. */
  private boolean startAgain() throws IOException {
    synchronized (lock) {
      if (stopping.getCount() == 0) {
        return false;
      }
      process = launch();
      return true;
    }
  }

  private Process current() {
    synchronized (lock) {
      return process;
    }
  }

  String name() {
    return plan.name();
  }

  long pid() {
    return current().pid();
  }

  /** Asks the program to end, for good. */
  void stop() {
    synchronized (lock) {
      stopping.countDown();
      process.destroy();
    }
  }

  /** Waits until the program that was asked to has ended; in the end it has to. */
  void awaitEnd(Duration most) throws InterruptedException {
    Process last = current();
    if (!last.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("{} does not end and is killed", plan.name());
      last.destroyForcibly().waitFor();
    }
  }
}
