package io.drawbridge.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.drawbridge.server.access.Permit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The walls that the promise of removal stands on, beside the lines of {@link ArchitectureTest}.
 */
@AnalyzeClasses(packages = "io.drawbridge.server", importOptions = ArchitectureTest.NoTests.class)
final class HouseTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern WRITES_LINKS =
      Pattern.compile("\\b(insert\\s+into|update|delete\\s+from|merge\\s+into)\\s+link\\b");

  private static final Pattern READS_LINKS =
      Pattern.compile("\\b(from|join|into|update)\\s+link\\b");

  @ArchTest
  static final ArchRule permitsAreMadeInAccessOnly =
      classes()
          .that()
          .implement(Permit.class)
          .should()
          .bePackagePrivate()
          .andShould()
          .resideInAPackage("io.drawbridge.server.access");

  @ArchTest
  static final ArchRule onlyStoresKnowJdbc =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.drawbridge.server.db..")
          .and()
          .haveNameNotMatching(".*Store(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..");

  @Test
  void linksAreWrittenByOneClass() throws IOException {
    assertThat(sources())
        .filteredOn(file -> WRITES_LINKS.matcher(text(file)).find())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("LinkStore.java");
  }

  /**
   * Links are read in {@code access} alone; others use the views and functions of
   * R__access_functions.sql.
   */
  @Test
  void linksAreReadInAccessOnly() throws IOException {
    Path access = Path.of("io", "drawbridge", "server", "access");
    assertThat(sources())
        .filteredOn(file -> READS_LINKS.matcher(text(file)).find())
        .isNotEmpty()
        .allMatch(file -> SOURCES.relativize(file).startsWith(access));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new IllegalStateException("%s cannot be read".formatted(file), unreadable);
    }
  }
}
