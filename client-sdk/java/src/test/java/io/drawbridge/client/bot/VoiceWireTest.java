package io.drawbridge.client.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.ConnectionState;
import io.drawbridge.client.Credentials;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A bot in a program without a log, while there is no server. */
final class VoiceWireTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);

  private Bot bot() {
    ChatClient client =
        ChatClient.builder(URI.create("http://127.0.0.1:1"))
            .credentials(Credentials.apiToken("none"))
            .device("bot")
            .build();
    return new Bot(
        client,
        new Routes(Map.of(), Optional.empty(), Optional.empty(), List.of()),
        false,
        new LoopGuard(10),
        new Voice(false, stream));
  }

  @Test
  void botWithoutALogSaysOnceWhatItWaitsFor() {
    try (Bot bot = bot()) {
      AtomicInteger waits = new AtomicInteger();
      bot.client()
          .onState(state -> {
            if (state instanceof ConnectionState.Waiting) {
              waits.incrementAndGet();
            }
          });
      assertThat(bot.start()).isNotDone();
      await().until(() -> waits.get() > 2);
      assertThat(err.toString(StandardCharsets.UTF_8).lines())
          .singleElement()
          .asString()
          .startsWith("drawbridge: the bot waits for the server, and tries again until it answers");
    }
  }
}
