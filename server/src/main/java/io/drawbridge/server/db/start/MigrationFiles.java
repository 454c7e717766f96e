package io.drawbridge.server.db.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the migrations, as this program has them: without a database to ask about. */
public final class MigrationFiles {
  static final String FOLDER = "db/migration";

  private static final Pattern VERSION = Pattern.compile("V(\\d+)__.*\\.sql");

  private MigrationFiles() {}

  /** The newest version that this program makes of a schema. */
  public static int newest() {
    URI place =
        URI.create(
            Objects.requireNonNull(MigrationFiles.class.getResource("/" + FOLDER)).toString());
    try {
      if (!place.getScheme().equals("jar")) {
        return newest(Path.of(place));
      }
      // "jar:file:/...!/db/migration"
      String jar = place.getSchemeSpecificPart().split("!", 2)[0];
      try (FileSystem files = FileSystems.newFileSystem(Path.of(URI.create(jar)))) {
        return newest(files.getPath("/" + FOLDER));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the migrations cannot be listed", e);
    }
  }

  private static int newest(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .flatMap(file -> VERSION.matcher(file.getFileName().toString()).results())
          .map((MatchResult found) -> found.group(1))
          .mapToInt(Integer::parseInt)
          .max()
          .orElseThrow();
    }
  }
}
