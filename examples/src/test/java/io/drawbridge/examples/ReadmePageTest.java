package io.drawbridge.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** README shows code that compiles and runs: what stands here, but for its package. */
class ReadmePageTest {

  @ParameterizedTest
  @ValueSource(strings = {"main/java/%s/HelloBot.java", "test/java/%s/HelloBotWireTest.java"})
  void codeOfTheReadmeIsThatOfTheExample(String file) throws IOException {
    String source =
        Files.readString(Path.of("src", file.formatted("io/drawbridge/examples").split("/")))
            .replaceFirst("package .*;\n\n", "");
    assertThat(Files.readString(Path.of("..", "README.md"))).contains("```java\n" + source + "```");
  }
}
