package io.drawbridge.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The JavaScript SDK in Node against a real server, and the bot that its README shows. */
class JavaScriptWireTest {
  private static final Path SDK = Path.of("..", "client-sdk", "js");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @AutoClose private static final Company COMPANY = Company.start();

  private static Process node(URI server, String token, String... arguments) throws IOException {
    ProcessBuilder node = new ProcessBuilder();
    node.command().add("node");
    node.command().addAll(List.of(arguments));
    node.directory(SDK.toFile()).redirectErrorStream(true);
    node.environment().put("DRAWBRIDGE_URL", server.toString());
    node.environment().put("DRAWBRIDGE_TOKEN", token);
    node.environment().put("EMAIL", Company.ADA);
    node.environment().put("PASSWORD", Company.PASSWORD.value());
    node.environment().put("WORKSPACE", COMPANY.workspace().toString());
    return node.start();
  }

  /** Runs a file of tests to its end, and restarts the server when it asks for that. */
  private static void passes(URI server, String file) throws Exception {
    StringBuilder said = new StringBuilder();
    Process node = node(server, "", file);
    try (BufferedReader lines = node.inputReader(StandardCharsets.UTF_8);
        PrintStream told = new PrintStream(node.getOutputStream(), true, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.append(line).append('\n');
        if (line.endsWith("restart")) {
          COMPANY.restart();
          told.println("restarted");
        }
      }
      assertThat(node.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(node.exitValue()).as("%s", said).isZero();
      assertThat(said.toString()).contains("# fail 0");
    } finally {
      node.destroy();
    }
  }

  @Test
  void talksWithOutsidersOverARestartAndLeavesNothingAfterARemoval() throws Exception {
    passes(COMPANY.server().url(), "test/real/talk.js");
  }

  @Test
  void cutTransfersGoOn() throws Exception {
    try (CuttingProxy way = new CuttingProxy(COMPANY.server().url(), 6 << 20)) {
      passes(way.url(), "test/real/cut.js");
      assertThat(way.cuts()).isGreaterThan(1);
    }
  }

  @Test
  void botOfTheReadmeIsTheOneThatRuns() throws Exception {
    String bot = Files.readString(SDK.resolve("examples").resolve("echo.js"));
    for (Path page : List.of(SDK.resolve("README.md"), Path.of("..", "README.md"))) {
      assertThat(Files.readString(page)).contains("```js\n" + bot + "```");
    }
    assertThat(bot.lines().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(15);

    ConversationView room =
        COMPANY
            .ada()
            .threads()
            .create("Bot")
            .in(COMPANY.workspace())
            .people(COMPANY.bot().account())
            .send()
            .join()
            .conversation();
    Process node =
        node(COMPANY.server().url(), COMPANY.bot().apiToken().value(), "examples/echo.js");
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> answered(room), Optional::isPresent);
    } finally {
      node.destroy();
    }
  }

  /** Calls the bot, which hears it from when it is there on; its answer, if there is one. */
  private static Optional<Message> answered(ConversationView room) {
    COMPANY
        .ada()
        .messages()
        .send(room.id(), "<@%s> hello".formatted(COMPANY.bot().account()))
        .join();
    return COMPANY
        .ada()
        .call(
            new MessageCommand.ShowHistory(
                room.id(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))
        .join()
        .messages()
        .stream()
        .filter(message -> message.text().equals(Optional.of("Heard, Ada.")))
        .findFirst();
  }
}
