package io.drawbridge.server.demo.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeftoversTest {
  @TempDir Path folder;

  private Path file;
  private Process left;

  @BeforeEach
  void leaveAProcess() throws IOException {
    file = folder.resolve("processes");
    left = new ProcessBuilder("sleep", "600").start();
    new Leftovers(file).note("node-1", left.toHandle());
  }

  @AfterEach
  void endIt() {
    left.destroyForcibly();
  }

  @Test
  void processThatAnEarlierDemoLeftIsEnded() throws Exception {
    assertThat(new Leftovers(file).end()).isEqualTo(1);
    assertThat(left.isAlive()).isFalse();
    assertThat(new Leftovers(file).end()).isZero();
  }

  /** The system gives numbers of processes again. */
  @Test
  void anotherProcessWithTheSameNumberIsLeftAlone() throws Exception {
    String line = Files.readString(file);
    Files.writeString(file, line.replaceFirst(" \\S+ ", " 2001-01-01T00:00:00Z "));

    assertThat(new Leftovers(file).end()).isZero();
    assertThat(left.isAlive()).isTrue();
  }
}
