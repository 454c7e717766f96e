package io.drawbridge.load.scenario;

import io.drawbridge.load.driver.BareFiles;
import io.drawbridge.load.driver.Bytes;
import io.drawbridge.load.driver.ChildJvm;
import io.drawbridge.load.driver.EmbeddedDatabase;
import io.drawbridge.load.driver.FileDoor;
import io.drawbridge.load.driver.SocketDoor;
import io.drawbridge.load.driver.Sockets;
import io.drawbridge.load.driver.Testbed;
import io.drawbridge.load.files.Uploader;
import io.drawbridge.load.measure.Latencies;
import io.drawbridge.load.measure.Median;
import io.drawbridge.load.measure.ProcessCpu;
import io.drawbridge.load.measure.Table;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.result.AccountResult;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * A fan-out, one message at a time, with and without many downloads at a time, alternating: the
 * time from a send until the last receiver has it. Each download comes at a steady rate, as over a
 * line; its SHA-256 is checked. Reading and hashing use processors of the same machine, so the same
 * downloads come from a bare server, too.
 */
public final class DownloadsScenario {
  private static final int TEXT_BYTES = 200;
  private static final long FILE_BYTES = 1 << 20;
  private static final int OK = 200;

  private final int receivers;
  private final int downloads;
  private final long bytesPerSecond;
  private final int rounds;
  private final Duration sample;
  private final AtomicLong whole = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();
  private volatile boolean running;

  /**
   * @param receivers how many get each message
   * @param downloads how many at a time
   * @param bytesPerSecond of each download
   * @param rounds samples of each side
   * @param sample how long one sample sends
   */
  public DownloadsScenario(
      int receivers, int downloads, long bytesPerSecond, int rounds, Duration sample) {
    this.receivers = receivers;
    this.downloads = downloads;
    this.bytesPerSecond = bytesPerSecond;
    this.rounds = rounds;
    this.sample = sample;
  }

  /** Downloads that came with other bytes, or not at all. */
  public long wrong() {
    return wrong.get();
  }

  /** Runs and returns the report. */
  public String run() throws Exception {
    try (Testbed testbed = Testbed.open();
        FileDoor files = new FileDoor();
        Sockets sockets = new Sockets(2);
        ChildJvm bare = ChildJvm.start(BareFiles.class, "port ")) {
      ConversationId group = testbed.workspace().group("Fanout");
      List<Switch> events =
          Reader.gather(testbed, sockets, group, receivers).stream().map(Reader::events).toList();
      SocketDoor sender =
          new SocketDoor(
              sockets, testbed.server().uri(), testbed.workspace().owner().accessToken());
      ConversationId shelf = testbed.workspace().group("Downloads");
      Uploader uploader = new Uploader(testbed, files, shelf);
      List<AccountResult.Tokens> people =
          testbed.workspace().externals(shelf, "downloader", downloads);
      FileId file = uploader.post(1, FILE_BYTES);
      URI address = uploader.address(file);
      URI theirs = URI.create("http://127.0.0.1:" + bare.announced());
      if (files.put(theirs, "none", 1, FILE_BYTES, 0) != OK) {
        throw new IOException("the bare server refused the file");
      }
      EmbeddedDatabase database = EmbeddedDatabase.of(testbed.server());
      Supplier<Used> used = () -> Used.now(testbed.server()::cpu, database::cpu);
      Fanout fanout = () -> fanout(testbed, sender, group, events);
      Histogram _ = fanout.times();
      List<Round> results = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        results.add(
            new Round(
                sample(used, bare, fanout),
                sample(used, bare, () -> beside(files, address, people, fanout)),
                sample(used, bare, () -> beside(files, theirs, people, fanout))));
      }
      return report(results);
    }
  }

  /** Sends messages, and answers how long each took. */
  @FunctionalInterface
  private interface Fanout {
    Histogram times() throws Exception;
  }

  /** One sample, and the processors that everybody used meanwhile. */
  private record Sample(Histogram times, String cores) {
    double p99() {
      return times.getValueAtPercentile(99);
    }

    String percentiles() {
      return Latencies.percentiles(times);
    }
  }

  private record Round(Sample alone, Sample ours, Sample bare) {
    double ratio() {
      return ours.p99() / alone.p99();
    }

    double bareRatio() {
      return bare.p99() / alone.p99();
    }
  }

  private static Sample sample(Supplier<Used> used, ChildJvm bare, Fanout fanout) throws Exception {
    long start = System.nanoTime();
    Used before = used.get();
    ProcessCpu bareBefore = bare.cpu();
    Histogram times = fanout.times();
    Used since = used.get().since(before);
    double wall = System.nanoTime() - start;
    ProcessCpu bareSince = bare.cpu().since(bareBefore);
    return new Sample(
        times,
        "%.2f / %.2f / %.2f / %.2f"
            .formatted(
                since.server().total().toNanos() / wall,
                since.database().total().toNanos() / wall,
                since.generator().total().toNanos() / wall,
                bareSince.total().toNanos() / wall));
  }

  private String report(List<Round> results) {
    Table table =
        new Table(
            "round",
            "alone ms",
            "beside downloads ms",
            "p99 ratio",
            "beside bare ms",
            "p99 ratio",
            "cores alone",
            "cores beside",
            "cores beside bare");
    for (int i = 0; i < results.size(); i++) {
      Round round = results.get(i);
      table.row(
          i + 1,
          round.alone().percentiles(),
          round.ours().percentiles(),
          "%.2f".formatted(round.ratio()),
          round.bare().percentiles(),
          "%.2f".formatted(round.bareRatio()),
          round.alone().cores(),
          round.ours().cores(),
          round.bare().cores());
    }
    return ("Fan-out to %d with %d downloads at a time of %d bytes at %d bytes/s each, "
            + "p50 / p95 / p99 / max: ratio of p99 %.2f (median of %d rounds, target 1.3); "
            + "beside the same downloads of the JDK's HTTP server, in a process of its own, %.2f; "
            + "%d downloads whole, %d wrong%n"
            + "cores that server / database / generator / bare server used%n%s")
        .formatted(
            receivers,
            downloads,
            FILE_BYTES,
            bytesPerSecond,
            Median.of(results.stream().mapToDouble(Round::ratio)),
            rounds,
            Median.of(results.stream().mapToDouble(Round::bareRatio)),
            whole.get(),
            wrong.get(),
            table);
  }

  /** The fan-out while everybody downloads again and again. */
  private Histogram beside(
      FileDoor files, URI address, List<AccountResult.Tokens> people, Fanout fanout)
      throws Exception {
    String expected = Bytes.sha256(1, FILE_BYTES);
    running = true;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> coming = new ArrayList<>();
      for (AccountResult.Tokens person : people) {
        coming.add(
            executor.submit(() -> {
              while (running) {
                download(files, address, person.accessToken().value(), expected);
              }
              return 0;
            }));
      }
      try {
        return fanout.times();
      } finally {
        running = false;
        for (Future<?> one : coming) {
          one.get();
        }
      }
    }
  }

  private void download(FileDoor files, URI address, String token, String expected)
      throws InterruptedException {
    try {
      boolean same = files.get(address, token, bytesPerSecond).equals(expected);
      (same ? whole : wrong).incrementAndGet();
    } catch (IOException failed) {
      wrong.incrementAndGet();
      running = false;
    }
  }

  private Histogram fanout(
      Testbed testbed, SocketDoor sender, ConversationId group, List<Switch> events)
      throws InterruptedException {
    Deliveries deliveries = new Deliveries(receivers, 1);
    events.forEach(one -> one.to(deliveries.new Receiver()::frame));
    Histogram times = Latencies.histogram();
    long start = System.nanoTime();
    for (int number = 0; System.nanoTime() - start < sample.toNanos(); number++) {
      deliveries.awaitPlaces(1);
      long sent = System.nanoTime();
      sender.call(
          new MessageCommand.Send(
              testbed.workspace().clientId(),
              group,
              Deliveries.text(number, TEXT_BYTES),
              Optional.empty()));
      // The place is free when the last receiver has the message.
      deliveries.awaitPlaces(1);
      Latencies.record(times, System.nanoTime() - sent);
      deliveries.free();
    }
    return times;
  }
}
