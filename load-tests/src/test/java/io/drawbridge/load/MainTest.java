package io.drawbridge.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class MainTest {
  private final CommandLine load = Main.commandLine();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fanout --receivers 0",
        "fanout --in-flight 1,0",
        "sends --rounds none",
        "removals --rate -1",
        "removals --nodes 0",
        "replay --messages 0",
        "replay --threads-at-once 0",
        "histories --steps 0",
        "siege --sockets 0",
        "files --uploads 0",
        "withdrawals --each 0",
      })
  void aNumberWithoutWhichARunIsNoneIsRefusedAtOnce(String line) {
    assertThatThrownBy(() -> load.parseArgs(line.split(" ", -1)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("(expected: a number, at least 1)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fanout --receivers 10 --rounds 1 --seconds 1 --in-flight 1,8",
        "sends --rounds 1 --seconds 1",
        "removals --members 1 --rate 1 --removals 1 --rounds 1",
        "removals --nodes 3 --doorbell nats --faults stop,kill,doorbell --guests 1 --seed -7",
        "replay --messages 100 --threads-at-once 1 --kills 0",
        "histories --seeds 1 --steps 1 --seed -7 --at-once 1",
        "siege --sockets 10 --addresses 1 --seconds 1 --heap 256m",
        "files --mib 1 --rounds 1 --uploads 1 --kills 1 --seed -7",
        "withdrawals --each 1 --at-once 1 --seed -7 --kinds PUSH,DIGEST",
      })
  void whatMakesSenseIsTaken(String line) {
    assertThatCode(() -> load.parseArgs(line.split(" ", -1))).doesNotThrowAnyException();
  }

  /** Nothing is started for it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          removals --faults stop                    | --nodes: 1 (expected: 2 or more)
          removals --nodes 2 --faults stop,doorbell | with --doorbell nats only
          """)
  void aRunOnSeveralNodesThatMakesNoSenseIsRefused(String line, String why) {
    StringWriter said = new StringWriter();
    load.setErr(new PrintWriter(said, true));
    assertThat(load.execute(line.split(" ", -1))).isEqualTo(2);
    assertThat(said.toString()).contains(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fanout",
        "sends",
        "removals",
        "replay",
        "histories",
        "siege",
        "files",
        "withdrawals",
        "search",
      })
  void helpSaysWhatIsMeantIfNothingIsGiven(String command) {
    String help =
        load.parseArgs(command).subcommand().commandSpec().commandLine().getUsageMessage();
    assertThat(help).contains("--help", "Default: ").doesNotContain("Optional");
  }
}
