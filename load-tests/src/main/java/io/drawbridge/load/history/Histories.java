package io.drawbridge.load.history;

import io.drawbridge.load.driver.HttpDoor;
import io.drawbridge.load.driver.MailSink;
import io.drawbridge.load.driver.ServerProcess;
import io.drawbridge.load.driver.ServerSettings;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.load.measure.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Plays random histories on a server of its own, a few at a time, each in a world of its own. */
public final class Histories {
  private static final int PROGRESS = 10;

  private final long first;
  private final int seeds;
  private final int steps;
  private final int atOnce;
  private final Consumer<String> out;
  private final AtomicLong next;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong slow = new AtomicLong();
  private final AtomicLong checks = new AtomicLong();
  private final AtomicLong differences = new AtomicLong();

  public Histories(long first, int seeds, int steps, int atOnce, Consumer<String> out) {
    this.first = first;
    this.seeds = seeds;
    this.steps = steps;
    this.atOnce = atOnce;
    this.out = out;
    this.next = new AtomicLong(first);
  }

  /** Runs to the end; true if the server and the model agreed all the way. */
  public boolean run() throws Exception {
    long start = System.nanoTime();
    try (MailSink mails = MailSink.start();
        ServerProcess server = ServerProcess.start(ServerSettings.unlimited(mails));
        HttpDoor door = new HttpDoor(server.uri());
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Workspace workspace = Workspace.make(server, door, mails);
      List<Future<?>> players = new ArrayList<>();
      for (int i = 0; i < atOnce; i++) {
        int number = i;
        players.add(
            executor.submit(() -> {
              try (Crowd crowd = new Crowd(server.uri(), door, mails, workspace, number)) {
                play(crowd);
              }
              return null;
            }));
      }
      for (Future<?> player : players) {
        player.get();
      }
    }
    out.accept(
        new Table("figure", "value")
            .row("seeds", "%d from %d".formatted(done.get(), first))
            .row("steps each", steps)
            .row("given up (the machine was too slow for the clock)", slow)
            .row("checks of a person in a conversation", checks)
            .row("duration s", (System.nanoTime() - start) / 1_000_000_000)
            .toString());
    out.accept("differences: " + differences.get());
    return differences.get() == 0;
  }

  private void play(Crowd crowd) throws InterruptedException {
    for (long seed = next.getAndIncrement();
        seed < first + seeds && differences.get() == 0;
        seed = next.getAndIncrement()) {
      World world = new World(crowd, "seed " + seed);
      try {
        new Chance(seed, crowd, world).steps(steps);
        world.end();
        report(done.incrementAndGet());
      } catch (TooSlow given) {
        slow.incrementAndGet();
        world.end();
      } catch (Difference difference) {
        differences.incrementAndGet();
        out.accept(
            "seed %d:%n%s%n%s%n%s"
                .formatted(
                    seed,
                    String.join(System.lineSeparator(), world.log()),
                    difference.getMessage(),
                    world.model()));
        return;
      } finally {
        checks.addAndGet(world.checks());
      }
    }
  }

  private void report(long count) {
    if (count % PROGRESS == 0) {
      out.accept("seeds %d/%d".formatted(count, seeds));
    }
  }
}
