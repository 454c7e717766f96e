package io.drawbridge.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.policy.PolicyKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/externals.md} has every row of the references once, and names only commands, policies
 * and tests that there are. What works has a test, and each test that a row names names the row.
 */
class ExternalsPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Map<String, Integer> ROWS =
      Map.of("GLUE", 33, "HCL", 56, "TS", 39, "HAP", 23);
  private static final List<String> STATES = List.of("works", "data", "partly", "open", "outside");

  private record Row(
      String id,
      String what,
      String state,
      List<String> commands,
      List<String> policies,
      List<String> tests) {
    static Row of(String line) {
      String[] cells = line.split("\\|", -1);
      assertThat(cells).as("cells of %s", line).hasSize(8);
      return new Row(
          cells[1].strip(),
          cells[2].strip(),
          cells[3].strip(),
          names(cells[4]),
          names(cells[5]),
          names(cells[6]));
    }

    private static List<String> names(String cell) {
      return Stream.of(cell.split(","))
          .map(name -> name.replace("`", "").strip())
          .filter(name -> !name.isEmpty())
          .toList();
    }
  }

  private final List<Row> rows = rows();

  private static List<Row> rows() {
    try (Stream<String> lines = Files.lines(ROOT.resolve("docs/externals.md"))) {
      return lines
          .filter(line -> Pattern.compile("^\\| [A-Z]+-\\d").matcher(line).find())
          .map(Row::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyRowStandsThereOnce() {
    List<String> all =
        ROWS.entrySet().stream()
            .flatMap(reference ->
                IntStream.rangeClosed(1, reference.getValue())
                    .mapToObj(number -> reference.getKey() + "-" + number))
            .toList();
    assertThat(rows).extracting(Row::id).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void everyRowHasWordsAndAState() {
    assertThat(rows).extracting(Row::what).doesNotContain("");
    assertThat(rows).extracting(Row::state).isSubsetOf(STATES);
    System.out.println("rows of docs/externals.md: " + counted());
  }

  private Map<String, Long> counted() {
    return rows.stream()
        .collect(Collectors.groupingBy(Row::state, TreeMap::new, Collectors.counting()));
  }

  @Test
  void commandsAndPoliciesExist() {
    assertThat(rows.stream().flatMap(row -> row.commands().stream()))
        .isSubsetOf(CommandTypes.names());
    assertThat(rows.stream().flatMap(row -> row.policies().stream()))
        .isSubsetOf(Arrays.stream(PolicyKey.values()).map(PolicyKey::wire).toList());
  }

  @Test
  void whatWorksHasATestAndWhatIsOpenHasNone() {
    assertThat(rows.stream().filter(row -> row.state().equals("works")))
        .allSatisfy(row -> assertThat(row.tests()).as("tests of %s", row.id()).isNotEmpty());
    assertThat(rows.stream().filter(row -> row.state().equals("open")))
        .allSatisfy(row -> {
          assertThat(row.tests()).as("tests of %s", row.id()).isEmpty();
          assertThat(row.commands()).as("commands of %s", row.id()).isEmpty();
        });
  }

  @Test
  void testsNameTheRowsThatNameThem() throws IOException {
    Map<String, String> sources = sources();
    assertThat(rows)
        .allSatisfy(row ->
            assertThat(row.tests())
                .as("tests of %s", row.id())
                .allSatisfy(test ->
                    assertThat(sources.getOrDefault(test, ""))
                        .as(test)
                        .containsPattern("\\b" + row.id() + "\\b")));
  }

  /** The tests of all modules, by the names of their classes. */
  private static Map<String, String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().contains("/src/test/java/"))
          .filter(file -> file.toString().endsWith("Test.java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  ExternalsPageTest::read,
                  (one, other) -> one + other));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
