package io.drawbridge.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class GenerationTest {
  private static final Path MIGRATIONS = Path.of("src", "main", "resources", "db", "migration");
  private static final Pattern NUMBER = Pattern.compile("^V(\\d+)__");

  @Test
  void twoLiveTogetherIfEachIsNewEnoughForTheOther() {
    Generation first = new Generation(1, 1);
    Generation tolerant = new Generation(2, 1);
    Generation strict = new Generation(3, 2);
    assertThat(first.livesWith(tolerant)).isTrue();
    assertThat(tolerant.livesWith(first)).isTrue();
    assertThat(tolerant.livesWith(strict)).isTrue();
    assertThat(first.livesWith(strict)).isFalse();
    assertThat(strict.livesWith(first)).isFalse();
  }

  @Test
  void nobodyIsTooOldForThemselves() {
    assertThatThrownBy(() -> new Generation(3, 4)).hasMessageContaining("expected: 0 to 3");
  }

  /**
   * A new migration makes a new generation. Whether {@code lowest} has to follow is to be thought
   * about then: can the version before live with what it changes?
   */
  @Test
  void everyMigrationBelongsToTheGeneration() throws IOException {
    assertThat(numbers()).hasSizeGreaterThan(40);
    assertThat(numbers()).allMatch(number -> number <= Generation.CURRENT.own());
  }

  private static List<Integer> numbers() throws IOException {
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      return files
          .map(file -> file.getFileName().toString())
          .flatMap(name -> NUMBER.matcher(name).results())
          .map((MatchResult found) -> Integer.valueOf(found.group(1)))
          .toList();
    }
  }
}
