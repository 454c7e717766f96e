package io.drawbridge.client.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.client.testkit.Script;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.id.AskId;
import io.drawbridge.protocol.result.WebhookResult;
import io.drawbridge.protocol.slash.SlashView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Passes words on to bots that this client does not know (G-30). */
class AskingWireTest extends FakeTalk {
  private static final AskId ASK = new AskId(5);

  @Test
  void wordsOfBotsAreListedAndPassedOn() {
    server.on(
        WebhookCommand.ListSlash.class,
        _ ->
            new WebhookResult.SlashCommands(
                List.of(
                    new SlashView(
                        "weather",
                        "Tells it",
                        Optional.of("[city]"),
                        server.world().person(2, "Ann")))));
    server.script(
        WebhookCommand.RunSlash.class,
        run ->
            run.command().name().equals("weather")
                ? Script.answer(new WebhookResult.SlashAsked(ASK, Instant.EPOCH))
                : Script.refuse(ErrorCode.NOT_FOUND));

    String record = talk("/weather Delft", "/open 1", "/bots", "/weather Delft", "/whether Delft");

    assertThat(record)
        .contains("There is no /weather;")
        .contains("/weather [city]  Tells it, by Ann")
        .contains("There is no /whether;");
    assertThat(server.received(WebhookCommand.RunSlash.class))
        .extracting(WebhookCommand.RunSlash::name)
        .containsExactly("weather", "whether");
  }
}
