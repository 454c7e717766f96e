package io.drawbridge.server.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.db.TestDatabase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator moves a server to the embedded database, and goes back in time there. */
final class AdminBackupDbTest {
  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  @TempDir private Path folder;

  private Path archive;
  private Path data;
  private AdminRun embedded;

  @BeforeEach
  void writeAnArchive() {
    archive = folder.resolve("backup.zip");
    data = folder.resolve("embedded");
    embedded = new AdminRun(Map.of("DRAWBRIDGE_DATA_FOLDER", data.toString()));
    DB.execute("insert into workspace (id, name) values (7, 'Northwind') on conflict do nothing");
    AdminRun.of(DB, folder).run(0, "backup", archive.toString());
  }

  private String[] entries() throws IOException {
    try (Stream<Path> entries = Files.list(data)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toArray(String[]::new);
    }
  }

  @Test
  void whatIsThereIsReplacedOnlyWhenAskedForAndKept() throws IOException {
    assertThat(embedded.run(0, "restore", archive.toString()).out()).contains("Restored from");
    assertThat(embedded.run(1, "restore", archive.toString()).err())
        .contains("expected: an empty database");
    assertThat(entries()).doesNotContain("postgres.replaced-1");

    Files.createDirectories(data.resolve("files/ab"));
    Files.writeString(data.resolve("files/ab/mine"), "mine");
    assertThat(embedded.run(1, "restore", archive.toString()).err()).contains("or --replace");
    assertThat(embedded.run(1, "restore", "--replace", damaged().toString()).err())
        .contains("damaged");
    assertThat(data.resolve("files/ab/mine")).hasContent("mine");
    assertThat(entries()).doesNotContain("postgres.replaced-1");

    assertThat(embedded.run(0, "restore", "--replace", archive.toString()).out())
        .contains("postgres.replaced-1", "files.replaced-1");
    assertThat(data.resolve("files.replaced-1/ab/mine")).hasContent("mine");
    assertThat(data.resolve("files/ab")).doesNotExist();

    Path again = folder.resolve("again.zip");
    assertThat(embedded.run(0, "backup", again.toString()).out()).contains("Written to");
    assertThat(embedded.run(0, "restore", "--failed-over").out()).contains("life number 3");
  }

  /** The archive with a byte changed in the middle. */
  private Path damaged() throws IOException {
    Path damaged = folder.resolve("damaged.zip");
    Files.copy(archive, damaged);
    byte[] whole = Files.readAllBytes(archive);
    int at = new String(whole, ISO_8859_1).indexOf("tables/workspace");
    int place = at + "tables/workspace".length() + 1;
    try (FileChannel channel = FileChannel.open(damaged, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {(byte) (whole[place] ^ 1)}), place);
    }
    return damaged;
  }

  @Test
  void mistakesAreToldInOneLine() {
    Path none = folder.resolve("nothing-here");
    AdminRun nowhere = new AdminRun(Map.of("DRAWBRIDGE_DATA_FOLDER", none.toString()));
    for (List<String> words :
        List.of(
            List.of("1", "backup", folder.resolve("new.zip").toString()),
            List.of("2", "backup"),
            List.of("2", "restore"),
            List.of("2", "restore", "--failed-over", archive.toString()),
            List.of("2", "restore", "--failed-over", "--replace"))) {
      String told =
          nowhere
              .run(
                  Integer.parseInt(words.getFirst()),
                  words.subList(1, words.size()).toArray(String[]::new))
              .err();
      assertThat(told.lines()).as("%s", words).hasSize(1);
    }
    assertThat(none).doesNotExist();
    assertThat(folder.resolve("new.zip")).doesNotExist();
    assertThat(AdminRun.of(DB, folder).run(1, "restore", "--replace", archive.toString()).err())
        .contains("not the embedded one");
    assertThat(AdminRun.of(DB, folder).run(1, "backup", archive.toString()).err())
        .contains("it is there already");
  }
}
