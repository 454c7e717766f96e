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
import java.util.stream.Stream;
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

  private static final String DEB = "drawbridge_0.1.0~SNAPSHOT_all.deb";

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
    try (Stream<Path> files = Files.walk(SCRIPT.resolveSibling("package"))) {
      for (Path file : files.toList()) {
        Path where = SCRIPT.resolveSibling("package").relativize(file);
        Files.copy(file, tree.resolve("package").resolve(where));
      }
    }
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
    return lines(builder);
  }

  private Path archive(String name) throws IOException, InterruptedException {
    Path into = folder.resolve(name);
    assertThat(run(tree.resolve("drawbridge"), true, "", "package", into.toString()))
        .contains(into + "/drawbridge-0.1.0-SNAPSHOT.tar.gz");
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

  @Test
  void sameJarsMakeTheSameDebianPackage() throws Exception {
    archive("once");
    Files.setLastModifiedTime(tree.resolve("server/target/lib/one.jar"), FileTime.fromMillis(0));
    archive("again");
    assertThat(folder.resolve("again/" + DEB))
        .hasSameBinaryContentAs(folder.resolve("once/" + DEB));
  }

  @Test
  void debianPackageHoldsTheReleaseAndTheUnitThatRunsIt() throws Exception {
    archive("out");
    Path made = folder.resolve("out/" + DEB);
    Path root = folder.resolve("root");
    assertThat(lines("dpkg-deb", "-R", made.toString(), root.toString())).isEmpty();

    assertThat(lines("dpkg-deb", "-f", made.toString(), "Version"))
        .containsExactly("0.1.0~SNAPSHOT");
    assertThat(
            new ProcessBuilder("dpkg", "--compare-versions", "0.1.0~SNAPSHOT", "lt", "0.1.0")
                .start()
                .waitFor())
        .as("a release is newer than its snapshots")
        .isZero();
    assertThat(run(root.resolve("usr/bin/drawbridge"), false, "all", "run"))
        .containsExactly(
            "started",
            root.toRealPath()
                + "/usr/share/drawbridge/lib/server/* io.drawbridge.server.app.Main run");
    List<String> unit =
        Files.readAllLines(root.resolve("usr/lib/systemd/system/drawbridge.service"));
    assertThat(unit)
        .contains(
            "ExecStart=/usr/share/drawbridge/bin/drawbridge run",
            "Environment=DRAWBRIDGE_CONFIG=/etc/drawbridge/drawbridge.conf");
    assertThat(Files.readString(root.resolve("DEBIAN/conffiles")))
        .isEqualTo("/etc/drawbridge/drawbridge.conf\n");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(root.resolve("etc/drawbridge/drawbridge.conf"))))
        .isEqualTo("rw-r-----");
    assertThat(root.resolve("var")).as("what dpkg would delete").doesNotExist();
  }

  @Test
  void withoutDpkgTheArchiveIsMadeAllTheSame() throws Exception {
    for (String tool :
        List.of(
            "sh",
            "sed",
            "dirname",
            "readlink",
            "cat",
            "cp",
            "mv",
            "rm",
            "find",
            "sort",
            "xargs",
            "cksum",
            "mktemp",
            "mkdir",
            "chmod",
            "tar",
            "gzip",
            "head")) {
      Files.createDirectories(folder.resolve("few"));
      Files.createSymbolicLink(folder.resolve("few/" + tool), found(tool));
    }
    Path into = folder.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder("sh", tree.resolve("drawbridge").toString(), "package", into.toString())
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().put("PATH", folder.resolve("maven") + ":" + folder.resolve("few"));
    assertThat(lines(builder))
        .contains("drawbridge: dpkg-deb not found: the Debian package is left out")
        .contains(into + "/drawbridge-0.1.0-SNAPSHOT.tar.gz");
    assertThat(into.resolve(DEB)).doesNotExist();
  }

  private static Path found(String tool) {
    return Stream.of("/usr/bin", "/bin")
        .map(where -> Path.of(where, tool))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> lines(String... command) throws IOException, InterruptedException {
    return lines(new ProcessBuilder(command).redirectErrorStream(true));
  }

  private static List<String> lines(ProcessBuilder builder)
      throws IOException, InterruptedException {
    Process process = builder.start();
    try (BufferedReader out = process.inputReader()) {
      List<String> lines = out.lines().toList();
      process.waitFor();
      return lines;
    }
  }
}
