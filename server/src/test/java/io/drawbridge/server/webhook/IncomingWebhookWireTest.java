package io.drawbridge.server.webhook;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.result.WebhookResult.WebhookSecret;
import io.drawbridge.protocol.webhook.WebhookState;
import io.drawbridge.protocol.webhook.WebhookView;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.webhook.incoming.Bodies;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Other services post into one conversation (G-30). */
final class IncomingWebhookWireTest {
  @AutoClose private static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Olga");

  @AutoClose private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static ConversationId group(String name) {
    return TestSteps.group(OWNER, name);
  }

  private static WebhookSecret make(TestDoor by, ConversationId conversation) {
    return by.call(new WebhookCommand.Create(clientId(), conversation, "Alerts"));
  }

  private static List<WebhookView> list(TestDoor by, ConversationId conversation) {
    return by.call(new WebhookCommand.ListAll(conversation)).webhooks();
  }

  private static URI url(WebhookSecret hook) {
    return URI.create(hook.url().orElseThrow().value());
  }

  private static HttpResponse<String> post(URI url, String type, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(WebhookSecret hook, String text)
      throws IOException, InterruptedException {
    return post(url(hook), "application/json", "{\"text\": \"%s\"}".formatted(text));
  }

  @ParameterizedTest
  @EnumSource
  void serviceThatPostsToSlackPostsHereUnchanged(Door door) throws Exception {
    try (Door.Entered owner = door.enter(OWNER)) {
      ConversationId group = group("Alerts");
      WebhookSecret hook = make(owner, group);
      HttpResponse<String> answer = post(url(hook), "application/json", Bodies.GRAFANA);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("ok");
      assertThat(
              post(
                      url(hook),
                      "application/x-www-form-urlencoded",
                      "payload=" + URLEncoder.encode(Bodies.GITHUB, StandardCharsets.UTF_8))
                  .body())
          .isEqualTo("ok");
      assertThat(post(url(hook), "application/json; charset=utf-8", Bodies.BLOCKS).body())
          .isEqualTo("ok");
      assertThat(TestSteps.texts(OWNER, group))
          .hasSize(3)
          .element(0)
          .asString()
          .contains("[FIRING:1] High load");
      WebhookView shown = list(owner, group).getFirst();
      assertThat(shown.state()).isEqualTo(WebhookState.ON);
      assertThat(shown.owner().id()).isEqualTo(OWNER.account());
      assertThat(shown.toString()).doesNotContain(hook.secret().value());
    }
  }

  /** Leak144: the secret is good for its conversation alone, and a wrong one tells nothing. */
  @Test
  void leak144AbsentWrongAndEndedAreAnsweredAlike() throws Exception {
    ConversationId group = group("One");
    WebhookSecret one = make(OWNER, group);
    WebhookSecret other = make(OWNER, group("Other"));
    String base = SERVER.url() + "/hooks/";
    String body = "{\"text\": \"x\"}";
    HttpResponse<String> absent =
        post(
            URI.create(base + new WebhookId(7) + "/" + one.secret().value()),
            "application/json",
            body);
    HttpResponse<String> wrong =
        post(URI.create(base + one.webhook() + "/1-" + "A".repeat(43)), "application/json", body);
    HttpResponse<String> crossed =
        post(
            URI.create(base + one.webhook() + "/" + other.secret().value()),
            "application/json",
            body);
    OWNER.call(new WebhookCommand.Delete(clientId(), one.webhook()));
    HttpResponse<String> ended = post(one, "x");
    for (HttpResponse<String> each : List.of(wrong, crossed, ended)) {
      assertThat(each.statusCode()).isEqualTo(404);
      assertThat(each.body()).isEqualTo(absent.body());
    }
    assertThat(TestSteps.texts(OWNER, group)).isEmpty();
    assertThat(list(OWNER, group)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhoManagesTheConversationMakesOne(Door door) {
    ConversationId group = group("Mine");
    TestPerson member = TestSteps.member(SERVER, OWNER, "Mina" + door);
    TestSteps.add(OWNER, group, member.account());
    TestPerson external = TestSteps.external(SERVER, OWNER, group, "Xavier" + door);
    TestPerson stranger = TestSteps.member(SERVER, OWNER, "Stan" + door);
    WebhookSecret hook = make(OWNER, group);
    ConversationId hidden = group("Hidden");
    try (Door.Entered out = door.enter(external);
        Door.Entered in = door.enter(member);
        Door.Entered beside = door.enter(stranger)) {
      for (Door.Entered who : List.of(out, in)) {
        refused(ErrorCode.NOT_ALLOWED, () -> make(who, group));
        refused(ErrorCode.NOT_ALLOWED, () -> list(who, group));
        refused(
            ErrorCode.NOT_ALLOWED,
            () -> who.call(new WebhookCommand.Delete(clientId(), hook.webhook())));
        refused(
            ErrorCode.NOT_ALLOWED,
            () ->
                who.call(new WebhookCommand.Rotate(clientId(), hook.webhook(), Optional.empty())));
      }
      refused(ErrorCode.NOT_FOUND, () -> make(out, hidden));
      refused(
          ErrorCode.NOT_FOUND,
          () -> out.call(new WebhookCommand.Delete(clientId(), new WebhookId(8))));
      assertThat(beside).isNotNull();
    }
  }

  @Test
  void oldSecretIsGoodForAWhileUnlessItIsEnded() throws Exception {
    ConversationId group = group("Rotated");
    WebhookSecret first = make(OWNER, group);
    WebhookSecret second =
        OWNER.call(new WebhookCommand.Rotate(clientId(), first.webhook(), Optional.empty()));
    assertThat(second.oldUntil()).isPresent();
    assertThat(post(first, "first").statusCode()).isEqualTo(200);
    assertThat(post(second, "second").statusCode()).isEqualTo(200);
    WebhookSecret third =
        OWNER.call(new WebhookCommand.Rotate(clientId(), first.webhook(), Optional.of(true)));
    assertThat(post(first, "no").statusCode()).isEqualTo(404);
    assertThat(post(second, "no").statusCode()).isEqualTo(404);
    assertThat(post(third, "third").statusCode()).isEqualTo(200);
    assertThat(TestSteps.texts(OWNER, group)).containsExactly("first", "second", "third");
  }

  @Test
  void sameKeyPostsOnce() throws Exception {
    ConversationId group = group("Once");
    WebhookSecret hook = make(OWNER, group);
    for (int i = 0; i < 3; i++) {
      assertThat(
              post(url(hook), "application/json", "{\"text\": \"once\"}", "Idempotency-Key", "k1")
                  .statusCode())
          .isEqualTo(200);
    }
    assertThat(TestSteps.texts(OWNER, group)).containsExactly("once");
    assertThat(
            post(url(hook), "application/json", "{\"text\": \"two\"}", "Idempotency-Key", "k1")
                .statusCode())
        .isEqualTo(409);
  }

  /** Leak151: the webhook ends with what its owner may do, and with the conversation. */
  @Test
  void leak151EndsWithItsOwnersRightAndWithTheConversation() throws Exception {
    TestPerson member = TestSteps.member(SERVER, OWNER, "Lead151");
    ConversationId thread = TestSteps.thread(member, "Theirs", OWNER.account());
    WebhookSecret hook = make(member, thread);
    assertThat(post(hook, "before").statusCode()).isEqualTo(200);
    TestSteps.remove(OWNER, thread, member.account());
    assertThat(post(hook, "after").statusCode()).isEqualTo(404);
    assertThat(list(OWNER, thread).getFirst().state()).isEqualTo(WebhookState.NOT_ALLOWED);
    assertThat(TestSteps.texts(OWNER, thread)).containsExactly("before");

    ConversationId closing = group("Closing");
    WebhookSecret other = make(OWNER, closing);
    OWNER.call(new ConversationCommand.Close(clientId(), closing));
    assertThat(post(other, "late").statusCode()).isNotEqualTo(200);
    assertThat(TestSteps.texts(OWNER, closing)).isEmpty();
  }

  /** Leak149: bodies that are none are refused, with the field that was wrong. */
  @Test
  void leak149BadBodiesAreRefused() throws Exception {
    WebhookSecret hook = make(OWNER, group("Bad"));
    for (String body : List.of("", "null", "[]", "{\"text\": null}", "{\"attachments\": 7}")) {
      assertThat(post(url(hook), "application/json", body).statusCode()).isEqualTo(400);
    }
    assertThat(
            post(url(hook), "application/json", "{\"text\": \"" + "x".repeat(70_000)).statusCode())
        .isEqualTo(413);
  }

  @Test
  void commandPostsThroughBothDoors() {
    ConversationId group = group("Command");
    WebhookSecret hook = make(OWNER, group);
    try (Door.Entered socket = Door.WEBSOCKET.enter(OWNER)) {
      socket.call(
          new WebhookCommand.Post(hook.webhook(), hook.secret(), "by socket", Optional.empty()));
    }
    assertThat(TestSteps.texts(OWNER, group)).containsExactly("by socket");
  }
}
