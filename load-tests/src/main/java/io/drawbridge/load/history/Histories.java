package io.drawbridge.load.history;

import io.drawbridge.load.history.model.AccessModel;
import io.drawbridge.load.history.model.Difference;
import io.drawbridge.load.measure.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plays random histories on a server of its own, a few at a time, each in a world of its own. */
public final class Histories {
  private static final int PROGRESS = 5;

  private final long first;
  private final int seeds;
  private final int steps;
  private final int atOnce;
  private final Consumer<String> out;
  private final Props props;
  private final AtomicLong next;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong slow = new AtomicLong();
  private final AtomicLong differences = new AtomicLong();
  private final Tally tally = new Tally();

  /** The parts that a test replaces to plant faults, and how long to wait for what is to come. */
  record Props(ModelMaker model, Tap tap, Duration patience) {
    static final Props TRUE = new Props(AccessModel::new, Tap.OPEN, Duration.ofSeconds(20));
  }

  /** Makes the model of a world with this many people, groups and threads. */
  @FunctionalInterface
  interface ModelMaker {
    AccessModel make(int people, int groups, int threads);
  }

  public Histories(long first, int seeds, int steps, int atOnce, Consumer<String> out) {
    this(first, seeds, steps, atOnce, out, Props.TRUE);
  }

  Histories(long first, int seeds, int steps, int atOnce, Consumer<String> out, Props props) {
    this.first = first;
    this.seeds = seeds;
    this.steps = steps;
    this.atOnce = atOnce;
    this.out = out;
    this.props = props;
    this.next = new AtomicLong(first);
  }

  /**
   * Runs to the end on a server of its own; true if it and the model agreed all the way, over one
   * history at least.
   */
  public boolean run() throws Exception {
    try (Stage stage = Stage.open()) {
      return run(stage);
    }
  }

  boolean run(Stage stage) throws Exception {
    long start = System.nanoTime();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> players = new ArrayList<>();
      for (int i = 0; i < atOnce; i++) {
        players.add(
            executor.submit(() -> {
              boolean more = true;
              while (more) {
                try (Crowd crowd = stage.crowd(props.tap())) {
                  more = play(crowd, start);
                }
              }
              return null;
            }));
      }
      for (Future<?> player : players) {
        player.get();
      }
    }
    Table table =
        new Table("figure", "value")
            .row("seeds", "%d from %d".formatted(done.get(), first))
            .row("steps each", steps)
            .row("given up (the machine was too slow for the clock)", slow)
            .row("duration s", seconds(start));
    tally.counts().forEach(table::row);
    out.accept(table.toString());
    out.accept("differences: " + differences.get());
    return differences.get() == 0 && done.get() > 0;
  }

  /** Plays seeds while there are any; true if others are to continue with those that are left. */
  private boolean play(Crowd crowd, long start) throws InterruptedException {
    for (long seed = next.getAndIncrement();
        seed < first + seeds && differences.get() == 0;
        seed = next.getAndIncrement()) {
      Journal journal = new Journal("seed " + seed, tally);
      AccessModel model = props.model().make(crowd.size(), World.GROUPS, World.THREADS);
      try {
        Chance chance = new Chance(seed, new World(crowd, journal, model, props.patience()));
        chance.steps(steps);
        chance.end();
        report(done.incrementAndGet(), start);
      } catch (TooSlow given) {
        slow.incrementAndGet();
        return true;
      } catch (Difference difference) {
        found(seed, journal, difference.getMessage(), model);
        return false;
      } catch (RuntimeException failed) {
        found(seed, journal, failed.toString(), model);
        throw failed;
      }
    }
    return false;
  }

  /** Tells of what ends this history, and keeps others from being begun. */
  private void found(long seed, Journal journal, @Nullable String what, AccessModel model) {
    differences.incrementAndGet();
    out.accept(
        "seed %d:%n%s%n%s%n%s"
            .formatted(seed, String.join(System.lineSeparator(), journal.lines()), what, model));
  }

  private void report(long count, long start) {
    if (count % PROGRESS == 0) {
      out.accept("seeds %d/%d after %d s".formatted(count, seeds, seconds(start)));
    }
  }

  private static long seconds(long start) {
    return (System.nanoTime() - start) / 1_000_000_000;
  }
}
