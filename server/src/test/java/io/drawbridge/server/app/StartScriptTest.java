package io.drawbridge.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The start script in a tree of one source, with a JDK and a Maven that only say they were called.
 */
final class StartScriptTest {
  private static final Path SCRIPT =
      Path.of(System.getProperty("basedir", "."), "..", "drawbridge");

  @TempDir Path folder;

  private Path tree;

  @BeforeEach
  void makeTheTree() throws IOException {
    tree = folder.resolve("tree");
    for (String module : List.of("server", "protocol", "protocol-docs", "web", "client-sdk/js")) {
      Files.createDirectories(tree.resolve(module + "/src/main"));
      Files.writeString(tree.resolve(module + "/pom.xml"), "<project/>\n");
      Files.writeString(tree.resolve(module + "/src/main/Source.java"), "class Source {}\n");
    }
    Files.writeString(tree.resolve("pom.xml"), "<project/>\n");
    Files.copy(SCRIPT, tree.resolve("drawbridge"));
    program(
        "jdk/bin/java", "[ \"$1\" = -version ] && echo 'openjdk version \"25\"' || echo started");
    program("jdk/bin/javac", "exit 0");
    program(
        "maven/mvn",
        "echo built; mkdir -p server/target/lib; cat server/src/main/Source.java"
            + " >server/target/server-0.1.0-SNAPSHOT.jar");
  }

  private void program(String name, String script) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private List<String> run(Path where, boolean maven) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", where.resolve("drawbridge").toString(), "version")
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder
        .environment()
        .put(
            "PATH", (maven ? folder.resolve("maven") + ":" : "") + "/usr/sbin:/sbin:/bin:/usr/bin");
    Process process = builder.start();
    try (BufferedReader out = process.inputReader()) {
      List<String> lines = out.lines().toList();
      process.waitFor();
      return lines;
    }
  }

  @Test
  void treeIsBuiltOnceAndAgainWhenASourceChanged() throws Exception {
    assertThat(run(tree, true)).containsExactly("drawbridge: building server", "built", "started");
    assertThat(run(tree, true)).containsExactly("started");

    Files.writeString(tree.resolve("protocol/src/main/Source.java"), "class Source { int n; }\n");
    assertThat(run(tree, true)).containsExactly("drawbridge: building server", "built", "started");
  }

  /** Times are those of the copying; there is no Maven where the copy goes. */
  @Test
  void copyOfABuiltTreeIsNotBuiltAgain() throws Exception {
    run(tree, true);
    Path copy = folder.resolve("copy");
    assertThat(new ProcessBuilder("cp", "-r", tree.toString(), copy.toString()).start().waitFor())
        .isZero();
    Files.setLastModifiedTime(
        copy.resolve("server/target/server-0.1.0-SNAPSHOT.jar"), FileTime.fromMillis(0));
    assertThat(run(copy, false)).containsExactly("started");
  }

  /** As after {@code mvn package} with other sources, which were taken back since. */
  @Test
  void jarOfOtherSourcesIsBuiltAgain() throws Exception {
    run(tree, true);
    Files.writeString(tree.resolve("server/target/server-0.1.0-SNAPSHOT.jar"), "other");
    assertThat(run(tree, true)).containsExactly("drawbridge: building server", "built", "started");
  }
}
