package io.drawbridge.load.files;

import io.drawbridge.load.driver.FileDoor;
import io.drawbridge.load.driver.Testbed;
import java.util.Map;
import java.util.function.Consumer;

/** All about files, one after the other, each on a server of its own. */
public final class FilesRun {
  private static final String MANY_MIB = "1000000";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "FILES_SIZE", MANY_MIB,
          "FILES_MEMBER", MANY_MIB,
          "FILES_WORKSPACE", MANY_MIB);

  private final Checks checks = new Checks();
  private final Consumer<String> out;

  /** Prints a paragraph for each part. */
  public FilesRun(Consumer<String> out) {
    this.out = out;
  }

  /** One file of this many mebibytes, up and down. */
  public void large(int mebibytes, int rounds) throws Exception {
    try (Testbed testbed = Testbed.open(SETTINGS);
        FileDoor door = new FileDoor()) {
      out.accept(
          new LargeFile(uploader(testbed, door), (long) mebibytes << 20, rounds, checks).run());
    }
  }

  /** Many small ones under kills. */
  public void killed(int uploads, int kills, long seed) throws Exception {
    try (Testbed testbed = Testbed.open(SETTINGS);
        FileDoor door = new FileDoor()) {
      out.accept(new KilledUploads(uploader(testbed, door), uploads, kills, seed, checks).run());
    }
  }

  /** What did not hold. */
  public Checks checks() {
    return checks;
  }

  private static Uploader uploader(Testbed testbed, FileDoor door) {
    return new Uploader(testbed, door, testbed.workspace().group("Files"));
  }
}
