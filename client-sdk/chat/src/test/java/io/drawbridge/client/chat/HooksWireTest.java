package io.drawbridge.client.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.WebhookResult;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.protocol.webhook.WebhookDirection;
import io.drawbridge.protocol.webhook.WebhookEvent;
import io.drawbridge.protocol.webhook.WebhookState;
import io.drawbridge.protocol.webhook.WebhookView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Makes webhooks by lines that are typed (G-30). */
class HooksWireTest extends FakeTalk {
  private static final WebhookId HOOK = new WebhookId(5);

  private static WebhookResult.WebhookSecret secret(Optional<String> url) {
    return new WebhookResult.WebhookSecret(
        HOOK, new Secret("whsec_x"), url.map(Secret::new), Optional.empty(), Optional.empty());
  }

  @Test
  void webhooksAreMadeListedAndEnded() {
    server.on(WebhookCommand.Create.class, _ -> secret(Optional.of("https://here/hooks/x")));
    server.on(WebhookCommand.Subscribe.class, _ -> secret(Optional.empty()));
    server.on(WebhookCommand.Rotate.class, _ -> secret(Optional.empty()));
    server.on(WebhookCommand.Delete.class, _ -> new Done());
    server.on(WebhookCommand.Replay.class, _ -> new WebhookResult.WebhookReplayed(3));
    server.on(
        WebhookCommand.ListAll.class,
        list ->
            new WebhookResult.Webhooks(
                List.of(
                    new WebhookView(
                        HOOK,
                        list.conversation(),
                        WebhookDirection.OUT,
                        "Archive",
                        server.world().person(2, "Ann"),
                        WebhookState.FAILED,
                        Optional.empty(),
                        Optional.of("archive.example"),
                        Optional.of(List.of(WebhookEvent.MESSAGES)),
                        Optional.empty(),
                        0,
                        3,
                        Instant.EPOCH))));

    String record =
        talk(
            "/hooks",
            "/open 1",
            "/hook in The alerts",
            "/hook out https://archive.example/x Archive",
            "/hooks",
            "/hook new " + HOOK,
            "/hook replay " + HOOK,
            "/hook end " + HOOK,
            "/hook end it");

    assertThat(record)
        .contains("/open a conversation first")
        .contains("https://here/hooks/x")
        .contains("whsec_x")
        .contains("out to archive.example, Archive, by Ann, failed, 3 given up")
        .contains("3 events are told again.")
        .contains("It has ended.")
        .contains("/hook in NAME, /hook out URL NAME");
    assertThat(server.received(WebhookCommand.Create.class))
        .extracting(WebhookCommand.Create::name)
        .containsExactly("The alerts");
  }
}
