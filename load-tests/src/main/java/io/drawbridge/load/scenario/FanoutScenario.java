package io.drawbridge.load.scenario;

import io.drawbridge.load.driver.BareBroadcaster;
import io.drawbridge.load.driver.ChildJvm;
import io.drawbridge.load.driver.Sockets;
import io.drawbridge.load.driver.Sockets.Socket;
import io.drawbridge.load.driver.Testbed;
import io.drawbridge.load.measure.Median;
import io.drawbridge.load.measure.ProcessCpu;
import io.drawbridge.load.measure.Table;
import io.drawbridge.load.scenario.ClosedLoop.Sample;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Server CPU per delivery: one sender, N receivers, W messages in flight, our server beside a bare
 * Netty broadcaster in the same run, alternating, the median of the rounds' ratios. Ours is the
 * whole product: authenticated externals, checked one by one, delivered after the durable commit. A
 * round that the host of a virtual machine disturbed is shown and not counted.
 */
public final class FanoutScenario {
  static final int TEXT_BYTES = 200;

  private static final int WARM_UP_WINDOW = 64;
  private static final int WARM_UPS = 4;

  /**
   * A round in which the host of a virtual machine kept more of its processors' time than this is
   * done again.
   */
  private static final double STOLEN_PERCENT_MAX = 5;

  /** The number of tries after which all rounds count: the host never rests. */
  private static final int TRIES_MAX = 4;

  private final int receivers;
  private final int rounds;
  private final Duration sample;
  private final List<Integer> windows;
  private final Consumer<String> out;

  /**
   * @param receivers how many get each message
   * @param rounds samples of each side at each window
   * @param sample how long one sample sends
   * @param windows the numbers of messages in flight to try
   * @param out gets a line at each step
   */
  public FanoutScenario(
      int receivers, int rounds, Duration sample, List<Integer> windows, Consumer<String> out) {
    this.receivers = receivers;
    this.rounds = rounds;
    this.sample = sample;
    this.windows = windows;
    this.out = out;
  }

  /** Runs and returns the report. */
  public String run() throws Exception {
    try (Testbed testbed = Testbed.open();
        ChildJvm bare = ChildJvm.start(BareBroadcaster.class, "port ");
        Sockets sockets = new Sockets(2)) {
      out.accept("inviting and connecting %d externals".formatted(receivers));
      ClosedLoop ours = Audience.gather(testbed, sockets, receivers, sample);
      ClosedLoop theirs = bare(bare, sockets);
      Table table =
          new Table(
              "in flight",
              "ours us",
              "bare us",
              "ratio",
              "ours user us",
              "bare user us",
              "database us",
              "generator us",
              "ours/s",
              "bare/s",
              "stolen %",
              "wrong");
      warmUp("ours", ours);
      warmUp("bare", theirs);
      for (int window : windows) {
        table.row(row(window, ours, theirs));
      }
      return ("Server CPU per delivery, %d receivers, %d-byte texts, median of %d rounds "
              + "(user+system, without PostgreSQL)%n%s")
          .formatted(receivers, TEXT_BYTES, rounds, table);
    }
  }

  /** A process that has just started compiles more than it serves. */
  private void warmUp(String name, ClosedLoop side) throws InterruptedException {
    for (int count = 0; count < WARM_UPS; count++) {
      out.accept("warming up %s: %.2f us".formatted(name, side.sample(WARM_UP_WINDOW).micros()));
    }
  }

  private Object[] row(int window, ClosedLoop ours, ClosedLoop theirs) throws InterruptedException {
    theirs.sample(window);
    ours.sample(window);
    List<Sample> a = new ArrayList<>();
    List<Sample> b = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    long wrong = 0;
    for (int tries = 0; ratios.size() < rounds; tries++) {
      Sample bare = theirs.sample(window);
      Sample mine = ours.sample(window);
      wrong += bare.wrong() + mine.wrong();
      boolean counts =
          Math.max(mine.stolenPercent(), bare.stolenPercent()) <= STOLEN_PERCENT_MAX
              || tries >= rounds * TRIES_MAX;
      out.accept(
          "%d in flight: %s: %.2f beside %.2f us, %.0f and %.0f %% stolen"
              .formatted(
                  window,
                  counts ? "round %d of %d".formatted(ratios.size() + 1, rounds) : "disturbed",
                  mine.micros(),
                  bare.micros(),
                  mine.stolenPercent(),
                  bare.stolenPercent()));
      if (counts) {
        b.add(bare);
        a.add(mine);
        ratios.add(mine.micros() / bare.micros());
      }
    }
    return new Object[] {
      window,
      micros(a, Sample::micros),
      micros(b, Sample::micros),
      "%.2f".formatted(Median.of(ratios.stream().mapToDouble(ratio -> ratio))),
      micros(a, Sample::userMicros),
      micros(b, Sample::userMicros),
      micros(a, Sample::databaseMicros),
      micros(a, Sample::generatorMicros),
      Math.round(median(a, Sample::rate)),
      Math.round(median(b, Sample::rate)),
      "%.1f"
          .formatted(
              Median.of(Stream.concat(a.stream(), b.stream()).mapToDouble(Sample::stolenPercent))),
      wrong
    };
  }

  private static String micros(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return "%.2f".formatted(median(samples, figure));
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return Median.of(samples.stream().mapToDouble(figure));
  }

  private ClosedLoop bare(ChildJvm bare, Sockets sockets) {
    URI uri = URI.create("http://127.0.0.1:" + bare.announced());
    List<Switch> frames = IntStream.range(0, receivers).mapToObj(i -> new Switch()).toList();
    frames.forEach(each -> sockets.connect(uri, Optional.empty(), each).join());
    Socket sender = sockets.connect(uri, Optional.empty(), payload -> {}).join();
    return new ClosedLoop(
        frames,
        number -> sender.send(Deliveries.text(number, TEXT_BYTES)),
        () -> Used.now(bare::cpu, () -> ProcessCpu.NONE),
        sample);
  }
}
