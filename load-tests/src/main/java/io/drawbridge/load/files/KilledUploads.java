package io.drawbridge.load.files;

import io.drawbridge.load.driver.Bytes;
import io.drawbridge.load.driver.EmbeddedDatabase;
import io.drawbridge.load.driver.HttpDoor.NoAnswer;
import io.drawbridge.load.driver.HttpDoor.Refused;
import io.drawbridge.load.driver.ServerProcess;
import io.drawbridge.protocol.id.FileId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Many small uploads, and a server that is killed (SIGKILL) among them at moments of a seed. Who
 * gets no answer asks how far the server got, and goes on from there; each eighth upload is left
 * with half of its bytes and cancelled, for the sweep. At the end all that was acknowledged is
 * downloaded, and the folder is compared with the rows.
 */
final class KilledUploads {
  private static final int AT_ONCE = 8;
  private static final int SIZE_MAX = 8_192;
  private static final int CANCELLED_EACH = 8;
  private static final int DONE = 200;
  private static final int TRIES_MAX = 200;
  private static final int ASK_AGAIN_MS = 100;
  private static final long SWEPT_WITHIN = TimeUnit.MINUTES.toNanos(3);

  private final Uploader uploader;
  private final int uploads;
  private final int kills;
  private final long seed;
  private final Checks checks;
  private final Map<Integer, FileId> acknowledged = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();
  private final AtomicLong cut = new AtomicLong();

  KilledUploads(Uploader uploader, int uploads, int kills, long seed, Checks checks) {
    this.uploader = uploader;
    this.uploads = uploads;
    this.kills = kills;
    this.seed = seed;
    this.checks = checks;
  }

  String run() throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> working = new ArrayList<>();
      for (int worker = 0; worker < AT_ONCE; worker++) {
        working.add(
            executor.submit(() -> {
              work();
              return 0;
            }));
      }
      ServerProcess server = uploader.testbed().server();
      for (int at : Moments.of(seed, uploads, kills)) {
        if (reached(at, working)) {
          server.killAndRestart();
        }
      }
      for (Future<?> worker : working) {
        worker.get();
      }
    }
    int lost = lost();
    checks.that(lost == 0, "%d acknowledged uploads were lost or changed".formatted(lost));
    Shelf shelf = swept();
    checks.that(shelf.orphans().isEmpty(), "files without a row: " + shelf.orphans());
    checks.that(shelf.missing().isEmpty(), "rows without their file: " + shelf.missing());
    return ("%d uploads of up to %d bytes, %d at a time, %d kills (seed %d): "
            + "%d acknowledged, %d of them lost or changed; %d cancelled half-way; %d calls cut; "
            + "after the sweep %d files in the folder, %d without a row, %d rows without a file")
        .formatted(
            uploads,
            SIZE_MAX,
            AT_ONCE,
            kills,
            seed,
            acknowledged.size(),
            lost,
            cancelled.get(),
            cut.get(),
            shelf.files(),
            shelf.orphans().size(),
            shelf.missing().size());
  }

  /** Waits for the upload of this number; false if all ended before, as when they failed. */
  private boolean reached(int number, List<Future<?>> working) throws InterruptedException {
    while (next.get() < number) {
      if (working.stream().allMatch(Future::isDone)) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return true;
  }

  private void work() throws IOException, InterruptedException {
    for (int number = next.getAndIncrement(); number < uploads; number = next.getAndIncrement()) {
      int mine = number;
      FileId file = answered(() -> uploader.begin("file-" + mine, size(mine)));
      if (mine % CANCELLED_EACH == 0) {
        half(file, mine);
        continue;
      }
      answered(() -> whole(file, mine));
      acknowledged.put(mine, file);
      answered(() -> {
        uploader.send("sent-" + mine, file);
        return true;
      });
    }
  }

  /** Brings what the server does not have; returns when all of it is acknowledged. */
  private boolean whole(FileId file, int number) throws IOException, InterruptedException {
    long received = uploader.received(file);
    int status = uploader.put(file, number, size(number), received);
    if (status != DONE && received < size(number)) {
      throw new IOException("status " + status);
    }
    return true;
  }

  /** Leaves it with half of its bytes, or none, and gives it up. */
  private void half(FileId file, int number) throws InterruptedException {
    try {
      uploader.put(file, number, size(number) / 2, 0);
    } catch (IOException none) {
      cut.incrementAndGet();
    }
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      try {
        uploader.cancel(file);
        cancelled.incrementAndGet();
        return;
      } catch (NoAnswer none) {
        cut.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MS);
      } catch (Refused gone) {
        // cancelled by the call whose answer was cut
        cancelled.incrementAndGet();
        return;
      }
    }
    throw new IllegalStateException("the server did not come back");
  }

  @FunctionalInterface
  private interface Call<T> {
    T run() throws IOException, InterruptedException;
  }

  private <T> T answered(Call<T> call) throws IOException, InterruptedException {
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      try {
        return call.run();
      } catch (NoAnswer | IOException none) {
        cut.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MS);
      }
    }
    throw new IOException("no answer in %d tries".formatted(TRIES_MAX));
  }

  private long size(int number) {
    return 2L + new Random(seed ^ number).nextInt(SIZE_MAX - 2);
  }

  private int lost() throws InterruptedException {
    int lost = 0;
    for (Map.Entry<Integer, FileId> one : acknowledged.entrySet()) {
      String expected = Bytes.sha256(one.getKey(), size(one.getKey()));
      try {
        String came = uploader.door().get(uploader.address(one.getValue()), uploader.token());
        lost += came.equals(expected) ? 0 : 1;
      } catch (IOException absent) {
        lost++;
      }
    }
    return lost;
  }

  /** Waits until the sweep has nothing left to do, and looks. */
  private Shelf swept() throws Exception {
    ServerProcess server = uploader.testbed().server();
    EmbeddedDatabase database = EmbeddedDatabase.of(server);
    long deadline = System.nanoTime() + SWEPT_WITHIN;
    while (!database.numbers("select id from file_gone").isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the sweep did not end");
      }
      TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MS);
    }
    try (Stream<Path> paths = Files.walk(server.filesFolder())) {
      return Shelf.of(
          paths.filter(Files::isRegularFile).map(path -> path.getFileName().toString()).toList(),
          database.numbers("select id from file union all select id from file_gone"),
          database.numbers("select id from file where sha256 is not null"));
    }
  }
}
