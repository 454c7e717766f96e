package io.drawbridge.load.withdraw;

import io.drawbridge.load.measure.Latencies;
import io.drawbridge.load.measure.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Removals in the middle of everything that leaves, and as a control a tenth as many without: there
 * it has to come.
 */
public final class WithdrawalsRun {
  private static final int CONTROL_EACH = 10;

  /** More than there are acts of one kind. */
  private static final long SEEDS = 1L << 32;

  private final int each;
  private final int atOnce;
  private final long seed;
  private final Consumer<String> out;
  private final List<String> failed = new ArrayList<>();
  private final Table table =
      new Table(
          "way",
          "removals",
          "in the middle",
          "bytes before the receipt",
          "bytes after",
          "without removal",
          "of which came",
          "removal to receipt ms");

  /** The ways out. */
  public enum Kind {
    DOWNLOAD,
    UPLOAD,
    SEARCH,
    DIGEST,
    PUSH,
    WEBHOOK,
    EXPORT,
    PREVIEW;

    private Way way(Stage stage) {
      return switch (this) {
        case DOWNLOAD -> new DownloadWay(stage);
        case UPLOAD -> new UploadWay(stage);
        case SEARCH -> new SearchWay(stage);
        case DIGEST -> new DigestWay(stage);
        case PUSH -> new PushWay(stage);
        case WEBHOOK -> new WebhookWay(stage);
        case EXPORT -> new ExportWay(stage);
        case PREVIEW -> new PreviewWay(stage);
      };
    }

    private String lower() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A run.
   *
   * @param each removals of each kind
   * @param atOnce people who are removed at a time
   * @param seed of the moments
   * @param out gets what is to be said meanwhile
   */
  public WithdrawalsRun(int each, int atOnce, long seed, Consumer<String> out) {
    this.each = each;
    this.atOnce = atOnce;
    this.seed = seed;
    this.out = out;
  }

  /** Runs these, one kind after the other; returns what did not hold. */
  public List<String> run(List<Kind> kinds) throws Exception {
    try (Stage stage = Stage.open()) {
      for (Kind kind : kinds) {
        long start = System.nanoTime();
        run(stage, kind);
        out.accept("%.0f s".formatted((System.nanoTime() - start) / 1e9));
      }
    }
    out.accept("");
    out.accept(
        "%d removals of each kind, %d at a time, seed %d; removal to receipt p50 / p95 / p99 / max"
            .formatted(each, atOnce, seed));
    out.accept(table.toString());
    return failed;
  }

  private int controls() {
    return Math.max(1, each / CONTROL_EACH);
  }

  private void run(Stage stage, Kind kind) throws Exception {
    Way way = kind.way(stage);
    Seen seen = new Seen();
    Seen without = new Seen();
    Histogram times = Latencies.histogram();
    Histogram ignored = Latencies.histogram();
    AtomicInteger next = new AtomicInteger();
    AtomicInteger middle = new AtomicInteger();
    ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> workers = new ArrayList<>();
      for (int worker = 0; worker < Math.min(atOnce, each + controls()); worker++) {
        String name = "%s-guest%d".formatted(kind.lower(), worker);
        workers.add(
            executor.submit(() -> {
              Guest guest = way.guest(name);
              for (int i = next.getAndIncrement();
                  i < each + controls();
                  i = next.getAndIncrement()) {
                boolean removes = i < each;
                Act act =
                    new Act(
                        "%s-%d".formatted(kind.lower(), i),
                        removes,
                        new SplittableRandom(seed * SEEDS + i),
                        stage.door(),
                        stage.workspace(),
                        removes ? seen : without,
                        removes ? times : ignored);
                try {
                  boolean inTheMiddle = way.once(act, guest);
                  middle.addAndGet(removes && inTheMiddle ? 1 : 0);
                } catch (Exception e) {
                  broken.add(act.about() + ": " + e);
                }
              }
              return 0;
            }));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    }
    way.settle();
    row(kind, seen.sums(), without.sums(), middle.get(), times);
    broken.stream().limit(5).forEach(failed::add);
    if (broken.size() > 5) {
      failed.add("%s: %d acts did not work".formatted(kind.lower(), broken.size()));
    }
  }

  private void row(Kind kind, Seen.Sums sums, Seen.Sums without, int middle, Histogram times) {
    List<Object> cells =
        List.of(
            kind.lower(),
            sums.acknowledged(),
            middle,
            sums.before(),
            sums.after(),
            without.acknowledged(),
            without.late().size(),
            Latencies.percentiles(times));
    out.accept(cells.toString());
    table.row(cells.toArray());
    if (!sums.late().isEmpty()) {
      failed.add(
          "%s: %d bytes after the receipt, in %s"
              .formatted(kind.lower(), sums.after(), sums.late()));
    }
    if (sums.acknowledged() != each) {
      failed.add("%s: %d of %d were removed".formatted(kind.lower(), sums.acknowledged(), each));
    }
    if (without.late().size() != controls()) {
      failed.add(
          "%s: without a removal only %d of %d came: the check sees nothing"
              .formatted(kind.lower(), without.late().size(), controls()));
    }
  }
}
