package io.drawbridge.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
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

  private static final List<String> MODULES =
      List.of(
          "server",
          "protocol",
          "protocol-docs",
          "web",
          "client-sdk/js",
          "client-sdk/java",
          "client-sdk/chat");

  @TempDir Path folder;

  private Path tree;

  @BeforeEach
  void makeTheTree() throws IOException {
    tree = folder.resolve("tree");
    for (String module : MODULES) {
      Files.createDirectories(tree.resolve(module + "/src/main"));
      Files.writeString(tree.resolve(module + "/pom.xml"), "<project/>\n");
      Files.writeString(tree.resolve(module + "/src/main/Source.java"), "class Source {}\n");
    }
    Files.writeString(tree.resolve("pom.xml"), "<project/>\n");
    Files.copy(SCRIPT, tree.resolve("drawbridge"));
    Files.writeString(tree.resolve("LICENSE"), "As it is.\n");
    Files.createDirectory(tree.resolve("package"));
    Files.copy(
        SCRIPT.resolveSibling("package/drawbridge.service"),
        tree.resolve("package/drawbridge.service"));
    program(
        "jdk/bin/java",
        "[ \"$1\" = -version ] && echo 'openjdk version \"25\"' && exit"
            + "\necho started\nwhile [ \"$1\" != -cp ]; do shift; done"
            + "\n[ -z \"$TELL\" ] || { shift; echo \"$*\"; }");
    program("jdk/bin/javac", "exit 0");
    program(
        "maven/mvn",
        """
        echo built; mkdir -p server/target/lib client-sdk/chat/target/lib
        cat server/src/main/Source.java >server/target/server-0.1.0-SNAPSHOT.jar
        echo chat >client-sdk/chat/target/drawbridge-chat-0.1.0-SNAPSHOT.jar
        echo one >server/target/lib/one.jar; echo two >client-sdk/chat/target/lib/two.jar\
        """);
  }

  private void program(String name, String script) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private List<String> run(Path where, boolean maven) throws IOException, InterruptedException {
    return run(where.resolve("drawbridge"), maven, "", "version");
  }

  /** Runs the script; with words in {@code tell} the JDK says its class path and arguments, too. */
  private List<String> run(Path script, boolean maven, String tell, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().put("TELL", tell);
    String first = maven ? folder.resolve("maven") + ":" : "";
    builder.environment().put("PATH", first + "/usr/sbin:/sbin:/bin:/usr/bin");
    Process process = builder.start();
    try (BufferedReader out = process.inputReader()) {
      List<String> lines = out.lines().toList();
      process.waitFor();
      return lines;
    }
  }

  private Path archive(String name) throws IOException, InterruptedException {
    Path into = folder.resolve(name);
    assertThat(run(tree.resolve("drawbridge"), true, "", "package", into.toString()))
        .endsWith(into + "/drawbridge-0.1.0-SNAPSHOT.tar.gz");
    return into.resolve("drawbridge-0.1.0-SNAPSHOT.tar.gz");
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

  @Test
  void archiveRunsWithoutASourceOrACompiler() throws Exception {
    String made = archive("out").toString();
    Files.delete(folder.resolve("jdk/bin/javac"));
    assertThat(new ProcessBuilder("tar", "-xzf", made, "-C", folder.toString()).start().waitFor())
        .isZero();
    Path release = folder.resolve("drawbridge-0.1.0-SNAPSHOT").toRealPath();
    Path script = release.resolve("bin/drawbridge");

    assertThat(release.resolve("lib/server/server-0.1.0-SNAPSHOT.jar"))
        .hasContent("class Source {}");
    assertThat(release.resolve("lib/server/one.jar")).exists();
    assertThat(release.resolve("lib/drawbridge-chat/two.jar")).exists();
    assertThat(release.resolve("drawbridge.service")).exists();
    assertThat(run(script, false, "all", "version"))
        .containsExactly(
            "started", release + "/lib/server/* io.drawbridge.server.app.Main version");
    assertThat(run(script, false, "all", "chat", "--help"))
        .containsExactly(
            "started", release + "/lib/drawbridge-chat/* io.drawbridge.client.chat.Main --help");
    assertThat(run(script, false, "", "help"))
        .contains("  run      start the server")
        .noneMatch(line -> line.startsWith("  package"));
    assertThat(run(script, false, "", "package"))
        .containsExactly("drawbridge: package needs the sources of Drawbridge");
    assertThat(run(script, false, "", "fly")).endsWith("drawbridge: unknown command: fly");
  }

  @Test
  void sameJarsMakeTheSameArchive() throws Exception {
    Path once = archive("once");
    Files.setLastModifiedTime(tree.resolve("server/target/lib/one.jar"), FileTime.fromMillis(0));
    assertThat(archive("again")).hasSameBinaryContentAs(once);
  }
}
