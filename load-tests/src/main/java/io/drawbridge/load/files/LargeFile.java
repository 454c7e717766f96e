package io.drawbridge.load.files;

import io.drawbridge.load.driver.BareFiles;
import io.drawbridge.load.driver.Bytes;
import io.drawbridge.load.driver.ChildJvm;
import io.drawbridge.load.driver.ServerProcess;
import io.drawbridge.load.measure.Median;
import io.drawbridge.load.measure.Table;
import io.drawbridge.protocol.id.FileId;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One large file up and down: how much the heap grows meanwhile, and the time beside the bare limit
 * of the same run, alternating.
 */
final class LargeFile {
  static final long HEAP_GROWTH_MAX = 64;

  private static final int LOOK_MS = 100;
  private static final int SMALL = 1 << 20;

  private final Uploader uploader;
  private final long size;
  private final int rounds;
  private final Checks checks;

  LargeFile(Uploader uploader, long size, int rounds, Checks checks) {
    this.uploader = uploader;
    this.size = size;
    this.rounds = rounds;
    this.checks = checks;
  }

  /** What is measured while it runs. */
  @FunctionalInterface
  private interface Transfer {
    FileId run() throws IOException, InterruptedException;
  }

  String run() throws Exception {
    String expected = Bytes.sha256(0, size);
    try (ChildJvm bare = ChildJvm.start(BareFiles.class, "port ")) {
      URI theirs = URI.create("http://127.0.0.1:" + bare.announced());
      FileId warm = uploader.post(1, SMALL);
      download(uploader.address(warm), Bytes.sha256(1, SMALL));
      String heap = heap(expected);
      List<Double> up = new ArrayList<>();
      List<Double> down = new ArrayList<>();
      Table table =
          new Table("round", "up s", "bare up s", "ratio", "down s", "bare down s", "ratio");
      for (int round = 1; round <= rounds; round++) {
        FileId[] file = new FileId[1];
        double bareUp = seconds(() -> uploader.door().put(theirs, "none", 0, size, 0) == 200);
        double ourUp =
            seconds(() -> {
              file[0] = uploader.post(0, size);
              return true;
            });
        double bareDown = seconds(() -> download(theirs, expected));
        double ourDown = seconds(() -> download(uploader.address(file[0]), expected));
        up.add(ourUp / bareUp);
        down.add(ourDown / bareDown);
        table.row(
            round,
            f(ourUp),
            f(bareUp),
            f(ourUp / bareUp),
            f(ourDown),
            f(bareDown),
            f(ourDown / bareDown));
      }
      return heap
          + ("%n%nTime beside the JDK's HTTP server"
                  + " (which writes, syncs once, asks nobody): up %s, down %s%n%s")
              .formatted(f(median(up)), f(median(down)), table);
    }
  }

  /** A pass of its own: looking at the live heap costs collections. */
  private String heap(String expected) throws Exception {
    ServerProcess server = uploader.testbed().server();
    long before = server.liveHeap();
    long resident = server.memory().now();
    FileId[] file = new FileId[1];
    long during = most(() -> file[0] = uploader.post(0, size));
    long uploaded = server.liveHeap();
    long reading =
        most(() -> {
          download(uploader.address(file[0]), expected);
          return file[0];
        });
    long after = server.liveHeap();
    long growth = Math.max(during, reading) - before;
    checks.that(
        growth <= HEAP_GROWTH_MAX,
        "the live heap grew by %d MiB (expected: at most %d)".formatted(growth, HEAP_GROWTH_MAX));
    return ("Live heap (reachable objects), MiB: before %d, during the upload %d, after it"
            + " %d, during the download %d, after it %d: growth %d (target: at most %d);"
            + " resident memory grew by %d")
        .formatted(
            before,
            during,
            uploaded,
            reading,
            after,
            growth,
            HEAP_GROWTH_MAX,
            server.memory().most() - resident);
  }

  /** The most that the live heap was at any look until the transfer ended. */
  private long most(Transfer transfer) throws Exception {
    ServerProcess server = uploader.testbed().server();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<FileId> running = executor.submit(transfer::run);
      long most = 0;
      while (true) {
        most = Math.max(most, server.liveHeap());
        try {
          running.get(LOOK_MS, TimeUnit.MILLISECONDS);
          return most;
        } catch (TimeoutException goesOn) {
          // looked at again
        }
      }
    }
  }

  private boolean download(URI from, String expected) throws IOException, InterruptedException {
    boolean same = uploader.door().get(from, uploader.token()).equals(expected);
    checks.that(same, "a download had other bytes than were uploaded");
    return same;
  }

  @FunctionalInterface
  private interface Step {
    boolean run() throws IOException, InterruptedException;
  }

  private static double seconds(Step step) throws IOException, InterruptedException {
    long start = System.nanoTime();
    if (!step.run()) {
      throw new IOException("a transfer of the comparison failed");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(List<Double> figures) {
    return Median.of(figures.stream().mapToDouble(figure -> figure));
  }

  private static String f(double figure) {
    return "%.2f".formatted(figure);
  }
}
