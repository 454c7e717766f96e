package io.drawbridge.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * ARCHITECTURE.md lists the packages that there are, and names only classes and tests that exist.
 */
class ArchitecturePageTest {
  private static final Path HOME = Path.of("..");
  private static final Pattern PACKAGE_ROW = Pattern.compile("(?m)^\\| `([a-z]+)` \\|");
  private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z]+)`");

  private static String page() throws IOException {
    return Files.readString(HOME.resolve("ARCHITECTURE.md"));
  }

  @Test
  void everyPackageIsListedOnce() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/main/java/io/drawbridge/server"))) {
      List<String> packages =
          folders
              .filter(Files::isDirectory)
              .map(folder -> folder.getFileName().toString())
              .toList();
      assertThat(PACKAGE_ROW.matcher(page()).results().map(row -> row.group(1)))
          .containsExactlyInAnyOrderElementsOf(packages);
    }
  }

  @Test
  void everyClassItNamesExists() throws IOException {
    try (Stream<Path> files = Files.walk(HOME, 12)) {
      List<String> classes =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.substring(0, name.length() - ".java".length()))
              .toList();
      assertThat(CLASS.matcher(page()).results().map(found -> found.group(1)))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(classes).contains(name));
    }
  }
}
