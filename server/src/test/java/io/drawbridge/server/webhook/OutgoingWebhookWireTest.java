package io.drawbridge.server.webhook;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.result.MessageResult.Sent;
import io.drawbridge.protocol.result.WebhookResult.WebhookSecret;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.protocol.webhook.WebhookEvent;
import io.drawbridge.protocol.webhook.WebhookState;
import io.drawbridge.protocol.webhook.WebhookView;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.webhook.TestService.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Other services are told what happens in one conversation (G-30). */
final class OutgoingWebhookWireTest {
  @AutoClose
  private static final TestServer SERVER =
      TestServer.start(
          Map.of(ConfigKey.OUTBOUND_SCHEMES, "any", ConfigKey.OUTBOUND_ALLOWED, "127.0.0.0/8"));

  private static final TestPerson OWNER = SERVER.setUp("Olga");
  private static final FrameCodec CODEC = new FrameCodec();

  @AutoClose private final TestService service = TestService.start();

  @BeforeEach
  void waitLong() {
    Awaitility.setDefaultTimeout(60, TimeUnit.SECONDS);
  }

  private WebhookSecret subscribe(
      TestDoor by, ConversationId conversation, WebhookEvent... events) {
    return by.call(
        new WebhookCommand.Subscribe(
            clientId(),
            conversation,
            "Archive",
            new Secret(service.url()),
            Optional.of(List.of(events))));
  }

  private static long rows(String from) {
    return SERVER
        .database()
        .database()
        .query(
            handle -> handle.createQuery("select count(*) from " + from).mapTo(Long.class).one());
  }

  private static boolean gone(TestDoor reader, ConversationId conversation) {
    try {
      reader.call(new ConversationCommand.Show(conversation));
      return false;
    } catch (TestDoor.Refused refused) {
      return refused.code() == ErrorCode.NOT_FOUND;
    }
  }

  private static WebhookView shown(ConversationId conversation) {
    return OWNER.call(new WebhookCommand.ListAll(conversation)).webhooks().getFirst();
  }

  /** Leak146: each call is signed as the standard says: another implementation verifies it. */
  @ParameterizedTest
  @EnumSource
  void leak146EventsAreToldSigned(Door door) {
    try (Door.Entered owner = door.enter(OWNER)) {
      ConversationId group = TestSteps.group(owner, "Told");
      TestSteps.send(owner, group, "before the webhook");
      WebhookSecret hook = subscribe(owner, group, WebhookEvent.MESSAGES, WebhookEvent.EDITS);
      Sent sent = TestSteps.send(owner, group, "told");
      owner.call(new MessageCommand.Edit(clientId(), group, sent.pos(), "told better"));
      Call edited = service.await("message.edited", 1).getFirst();
      Call posted = service.await("message.posted", 1).getFirst();
      assertThat(posted.signedWith(hook.secret())).isTrue();
      assertThat(edited.signedWith(hook.secret())).isTrue();
      assertThat(posted.signedWith(new Secret("whsec_" + "A".repeat(43) + "="))).isFalse();
      assertThat(CODEC.decodeServerFrame(posted.body().getBytes(StandardCharsets.UTF_8)))
          .isInstanceOfSatisfying(
              LogEvent.MessagePosted.class,
              event -> {
                assertThat(event.conversation()).isEqualTo(group);
                assertThat(event.pos()).isEqualTo(sent.pos());
              });
      assertThat(service.with("before the webhook")).isEmpty();
      assertThat(shown(group).toString()).doesNotContain("key=1");
    }
  }

  @Test
  void onlyWhatWasChosenIsTold() {
    ConversationId group = TestSteps.group(OWNER, "Chosen");
    WebhookSecret _ = subscribe(OWNER, group, WebhookEvent.DELETIONS);
    Sent sent = TestSteps.send(OWNER, group, "not told");
    OWNER.call(new MessageCommand.Delete(clientId(), group, sent.pos()));
    assertThat(service.await("message.deleted", 1)).hasSize(1);
    assertThat(service.with("not told")).isEmpty();
  }

  @Test
  void bothSecretsSignWhileOneIsReplaced() {
    ConversationId group = TestSteps.group(OWNER, "Rotating");
    WebhookSecret first = subscribe(OWNER, group, WebhookEvent.MESSAGES);
    WebhookSecret second =
        OWNER.call(new WebhookCommand.Rotate(clientId(), first.webhook(), Optional.empty()));
    TestSteps.send(OWNER, group, "by both");
    Call both = service.await("by both", 1).getFirst();
    assertThat(both.signedWith(first.secret())).isTrue();
    assertThat(both.signedWith(second.secret())).isTrue();
    WebhookSecret third =
        OWNER.call(new WebhookCommand.Rotate(clientId(), first.webhook(), Optional.of(true)));
    TestSteps.send(OWNER, group, "by one");
    Call one = service.await("by one", 1).getFirst();
    assertThat(one.signedWith(second.secret())).isFalse();
    assertThat(one.signedWith(third.secret())).isTrue();
  }

  /** What was not taken is told again under the same id; the answer ends the failing. */
  @Test
  void whatWasNotTakenIsToldAgain() {
    ConversationId group = TestSteps.group(OWNER, "Again");
    WebhookSecret _ = subscribe(OWNER, group, WebhookEvent.MESSAGES);
    service.answers(503);
    TestSteps.send(OWNER, group, "again");
    service.await("again", 1);
    Awaitility.await().until(() -> shown(group).failingSince().isPresent());
    service.answers(204);
    // It rests for a while.
    List<Call> calls = service.await("again", 2);
    assertThat(calls.getFirst().id()).isEqualTo(calls.getLast().id());
    Awaitility.await().until(() -> shown(group).failingSince().isEmpty());
    assertThat(shown(group).waiting()).isZero();
  }

  @Test
  void serviceThatWantsNoMoreIsCalledNoMoreUntilReplayed() {
    ConversationId group = TestSteps.group(OWNER, "Gone");
    WebhookSecret hook = subscribe(OWNER, group, WebhookEvent.MESSAGES);
    CountDownLatch goOn = service.holds();
    service.answers(410);
    TestSteps.send(OWNER, group, "gone");
    service.await("gone", 1);
    TestSteps.send(OWNER, group, "waited behind it");
    Awaitility.await().until(() -> shown(group).waiting() == 2);
    goOn.countDown();
    Awaitility.await().until(() -> shown(group).state() == WebhookState.FAILED);
    // What waited is given up with it, and not lost.
    Awaitility.await().until(() -> shown(group).dead() == 2);
    TestSteps.send(OWNER, group, "missed");
    service.answers(200);
    assertThat(OWNER.call(new WebhookCommand.Replay(clientId(), hook.webhook())).events())
        .isEqualTo(2);
    assertThat(service.await("missed", 1)).hasSize(1);
    assertThat(service.await("waited behind it", 1)).hasSize(1);
    service.await("gone", 2);
    assertThat(shown(group).state()).isEqualTo(WebhookState.ON);
  }

  /** The removal waits for a call that is under way, and nothing follows. */
  @Test
  void removalOfTheOwnerIsFinal() throws Exception {
    TestPerson lead = TestSteps.member(SERVER, OWNER, TestSteps.clientId() + "Lead");
    ConversationId thread = TestSteps.thread(lead, "Theirs", OWNER.account());
    WebhookSecret hook = subscribe(lead, thread, WebhookEvent.MESSAGES);
    CountDownLatch goOn = service.holds();
    TestSteps.send(lead, thread, "under way");
    service.await("under way", 1);
    CompletableFuture<Void> removed =
        CompletableFuture.runAsync(() -> TestSteps.remove(OWNER, thread, lead.account()));
    // It is committed, so it is the call that it waits for.
    Awaitility.await().until(() -> gone(lead, thread));
    assertThat(removed).isNotDone();
    TestSteps.send(OWNER, thread, "afterwards");
    goOn.countDown();
    removed.get(60, TimeUnit.SECONDS);
    TestSteps.send(OWNER, thread, "much later");
    // What another webhook is told shows that the feed went on.
    ConversationId other = TestSteps.group(OWNER, "Other");
    WebhookSecret _ = subscribe(OWNER, other, WebhookEvent.MESSAGES);
    TestSteps.send(OWNER, other, "witness");
    service.await("witness", 1);
    Awaitility.await().until(() -> rows("outbox where subject = " + hook.webhook().value()) == 0);
    assertThat(service.with("afterwards")).isEmpty();
    assertThat(service.with("much later")).isEmpty();
  }

  @Test
  void deletedWebhookTellsNothingMore() {
    ConversationId group = TestSteps.group(OWNER, "Deleted");
    WebhookSecret hook = subscribe(OWNER, group, WebhookEvent.MESSAGES);
    service.answers(500);
    TestSteps.send(OWNER, group, "waits");
    service.await("waits", 1);
    OWNER.call(new WebhookCommand.Delete(clientId(), hook.webhook()));
    service.answers(200);
    int calls = service.with("waits").size();
    assertThat(rows("outbox where subject = " + hook.webhook().value())).isZero();
    TestSteps.send(OWNER, group, "later");
    WebhookSecret _ = subscribe(OWNER, group, WebhookEvent.MESSAGES);
    TestSteps.send(OWNER, group, "witness");
    service.await("witness", 1);
    assertThat(service.with("later")).isEmpty();
    assertThat(service.with("waits")).hasSize(calls);
  }

  /** Externals can be hidden from webhooks by a policy (G-30). */
  @Test
  void policyHidesExternals() {
    ConversationId group = TestSteps.group(OWNER, "Hiding");
    TestPerson external = TestSteps.external(SERVER, OWNER, group, TestSteps.clientId() + "Xenia");
    WebhookSecret hook = subscribe(OWNER, group, WebhookEvent.values());
    TestSteps.send(external, group, "from outside");
    service.await("from outside", 1);
    OWNER.call(Setting.of(group, Setting.value(PolicyKey.WEBHOOKS_HIDE_EXTERNALS, true)));
    Sent hidden = TestSteps.send(external, group, "hidden");
    Sent own = TestSteps.send(OWNER, group, "shown");
    external.call(new MessageCommand.React(clientId(), group, own.pos(), "\ud83d\udc4d", true));
    TestSteps.send(OWNER, group, "last");
    service.await("last", 1);
    Awaitility.await().until(() -> rows("outbox where subject = " + hook.webhook().value()) == 0);
    assertThat(service.with("hidden")).isEmpty();
    assertThat(service.with("message.reacted")).isEmpty();
    assertThat(service.with("shown")).hasSize(1);
    assertThat(hidden.pos()).isPositive();
  }

  /** Leak148: what came by a webhook is told by none, and bots that answer each other are cut. */
  @Test
  void leak148LoopEnds() {
    ConversationId group = TestSteps.group(OWNER, "Loop");
    WebhookSecret in = OWNER.call(new WebhookCommand.Create(clientId(), group, "Echo"));
    WebhookSecret _ = subscribe(OWNER, group, WebhookEvent.MESSAGES);
    try (Door.Entered socket = Door.WEBSOCKET.enter(OWNER)) {
      socket.call(new WebhookCommand.Post(in.webhook(), in.secret(), "echo", Optional.empty()));
    }
    TestSteps.send(OWNER, group, "said by a person");
    service.await("said by a person", 1);
    assertThat(service.with("echo")).isEmpty();
  }

  @Test
  void urlsThatMayNotBeCalledAreRefused() {
    ConversationId group = TestSteps.group(OWNER, "Refused");
    List<String> urls =
        new ArrayList<>(List.of("http://10.0.0.1/", "http://[::1]/", "ftp://a.example/"));
    urls.addAll(List.of("http://user@127.0.0.1:9000/", "http://2130706433:9000/", "http://127.1/"));
    for (String url : urls) {
      refused(
          ErrorCode.INVALID,
          () ->
              OWNER.call(
                  new WebhookCommand.Subscribe(
                      clientId(), group, "Bad", new Secret(url), Optional.empty())));
    }
    assertThat(OWNER.call(new WebhookCommand.ListAll(group)).webhooks()).isEmpty();
  }

  @Test
  void conversationHasABoundedNumber() {
    ConversationId group = TestSteps.group(OWNER, "Many");
    WebhookId last = subscribe(OWNER, group, WebhookEvent.MESSAGES).webhook();
    for (int i = 1; i < 20; i++) {
      last = subscribe(OWNER, group, WebhookEvent.MESSAGES).webhook();
    }
    refused(ErrorCode.LIMIT_REACHED, () -> subscribe(OWNER, group, WebhookEvent.MESSAGES));
    OWNER.call(new WebhookCommand.Delete(clientId(), last));
    assertThat(subscribe(OWNER, group, WebhookEvent.MESSAGES)).isNotNull();
  }
}
