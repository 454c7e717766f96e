package io.drawbridge.server.forward;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.PollCommand;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.forward.Forwarded;
import io.drawbridge.protocol.forward.MessagePlace;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Readers learn of an origin by their own right alone, and only the server says that there is one.
 */
final class LeakForwardWireTest {
  @AutoClose private static final TestServer SERVER = TestServer.start();
  private static final TestPerson ADA = SERVER.setUp("Ada");
  private static final TestPerson BEN = TestSteps.member(SERVER, ADA, "Ben");
  private static final TestPerson CARA = TestSteps.member(SERVER, ADA, "Cara");

  private ConversationId from = new ConversationId(1);
  private ConversationId to = new ConversationId(1);

  @BeforeEach
  void twoPlaces() {
    from = TestSteps.thread(ADA, "Secret subject", BEN.account());
    to = TestSteps.thread(ADA, "Board", CARA.account());
  }

  /** Leak 67: where the original stands is told by the right of each reader, not of the author. */
  @ParameterizedTest
  @EnumSource
  void leak67SourceIsToldToWhoSeesItThemselves(Door door) {
    MessagePlace original = Forwarding.send(BEN, from, "the budget is seven");
    MessagePlace passed = Forwarding.forward(ADA, original, to);
    TestSteps.add(ADA, to, BEN.account());
    try (Door.Entered caras = door.enter(CARA);
        Door.Entered bens = door.enter(BEN)) {
      assertThat(Forwarding.source(caras, passed)).isEmpty();
      assertThat(Forwarding.source(bens, passed)).contains(original);
      MessagePlace plain = Forwarding.send(ADA, to, "of my own");
      // As of a message that nobody passed on.
      assertThat(Forwarding.source(caras, plain)).isEqualTo(Forwarding.source(caras, passed));
      String shown = new FrameCodec().json(Forwarding.newest(caras, to));
      assertThat(shown).doesNotContain(from.toString()).doesNotContain("Secret subject");
    }
  }

  /** Leak 67, 89: an external learns no name of another whom they do not see (N-15). */
  @Test
  void leak67NameOfWhomOneDoesNotSeeIsNotTold() {
    ConversationId offers = TestSteps.thread(ADA, "Offers");
    ADA.call(Setting.of(offers, Setting.value(PolicyKey.EXTERNALS_SEE_EXTERNALS, false)));
    ADA.call(Setting.of(to, Setting.value(PolicyKey.EXTERNALS_SEE_EXTERNALS, false)));
    TestPerson eve = TestSteps.external(SERVER, ADA, to, "Eve" + clientId());
    String gusName = "Gus" + clientId();
    TestPerson gus = TestSteps.external(SERVER, ADA, offers, gusName);
    MessagePlace offer = Forwarding.send(gus, offers, "we ask for nine");
    MessagePlace before = Forwarding.send(ADA, to, "before");
    try (TestClient eves = eve.connect();
        TestClient caras = CARA.connect()) {
      eves.call(new InterestCommand.Open(to, Optional.empty()));
      caras.call(new InterestCommand.Open(to, Optional.empty()));
      MessagePlace passed = Forwarding.confirmed(ADA, offer, to);
      Message live =
          eves.await(LogEvent.MessagePosted.class, it -> it.pos() == passed.pos()).message();
      assertThat(live.forwarded().orElseThrow().author()).isEmpty();
      for (TestDoor at : List.of(eves, eve)) {
        assertThat(Forwarding.newest(at, to).forwarded().orElseThrow().author()).isEmpty();
        assertThat(found(at)).isEmpty();
        assertThat(new FrameCodec().json(Forwarding.newest(at, to))).doesNotContain(gusName);
      }
      assertThat(
              caras
                  .await(LogEvent.MessagePosted.class, it -> it.pos() == passed.pos())
                  .message()
                  .forwarded()
                  .flatMap(Forwarded::author))
          .contains(gusName);
      assertThat(Forwarding.newest(CARA, to).forwarded().flatMap(Forwarded::author))
          .contains(gusName);
      // A member's name is no secret.
      MessagePlace bens = Forwarding.send(BEN, from, "the budget is eight");
      Forwarding.confirmed(ADA, bens, to);
      assertThat(Forwarding.newest(eve, to).forwarded().flatMap(Forwarded::author)).contains("Ben");
    }
    try (TestClient again = eve.connect()) {
      // What they catch up on says as little.
      again.call(new InterestCommand.Open(to, Optional.of(before.pos())));
      Message caught = again.await(LogEvent.MessagePosted.class).message();
      assertThat(caught.text()).contains("we ask for nine");
      assertThat(caught.forwarded().orElseThrow().author()).isEmpty();
    }
  }

  private static Optional<String> found(TestDoor at) {
    return at.call(
            new MessageCommand.Search("nine", Optional.empty(), Optional.empty(), Optional.empty()))
        .messages()
        .getFirst()
        .message()
        .forwarded()
        .flatMap(Forwarded::author);
  }

  /** Leak 68, 70: only the server says that a message was passed on, on whatever way it came. */
  @Test
  void leak68NoOtherWayOfWritingMakesOne() {
    MessagePlace original = Forwarding.send(BEN, from, "the budget is seven");
    String imitation = "see\n\nForwarded from Ben:\n> the budget is one";
    MessagePlace sent = Forwarding.send(ADA, to, imitation);
    assertThat(Forwarding.newest(CARA, to).forwarded()).isEmpty();
    ADA.call(new MessageCommand.Edit(clientId(), to, sent.pos(), imitation + "."));
    assertThat(Forwarding.newest(CARA, to).forwarded()).isEmpty();
    ADA.call(
        new MessageCommand.Send(
            clientId(),
            to,
            original.conversation() + " " + original.pos(),
            Optional.of(sent.pos())));
    assertThat(Forwarding.newest(CARA, to).forwarded()).isEmpty();
    ADA.call(
        new PollCommand.Create(
            clientId(),
            to,
            imitation,
            List.of("yes", "no"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    assertThat(Forwarding.newest(CARA, to).forwarded()).isEmpty();
  }

  /** Leak 70: a client that says where its text comes from is refused. */
  @Test
  void leak70WhatAClientClaimsIsRefused() throws Exception {
    Forwarding.send(ADA, to, "before");
    Message before = Forwarding.newest(CARA, to);
    String body =
        """
        {"client_id": "%s", "conversation": "%s", "text": "see\\n\\nthe budget is one",
         "forwarded": {"begins": 5, "author": "Ben", "sent_at": "2026-01-01T00:00:00Z"}}
        """
            .formatted(clientId(), to);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(SERVER.url() + "/v1/message.send"))
                    .header("Authorization", "Bearer " + ADA.tokens().accessToken().value())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("forwarded: unknown");
    assertThat(Forwarding.newest(CARA, to)).isEqualTo(before);
  }

  /** Leak 69: who lost the place of the original is told of it no more. */
  @ParameterizedTest
  @EnumSource
  void leak69SourceEndsWithTheRightToIt(Door door) {
    MessagePlace original = Forwarding.send(ADA, from, "the budget is seven");
    TestSteps.add(ADA, to, BEN.account());
    MessagePlace passed = Forwarding.forward(ADA, original, to);
    ConversationId thread =
        ADA.call(Forwarding.thread(ADA, original, BEN.account())).conversation().id();
    try (Door.Entered at = door.enter(BEN)) {
      assertThat(Forwarding.source(at, passed)).contains(original);
      assertThat(Forwarding.threads(at, original)).hasSize(1);
      TestSteps.remove(ADA, thread, BEN.account());
      assertThat(Forwarding.threads(at, original)).isEmpty();
      TestSteps.remove(ADA, from, BEN.account());
      assertThat(Forwarding.source(at, passed)).isEmpty();
      refused(ErrorCode.NOT_FOUND, () -> Forwarding.threads(at, original));
      refused(ErrorCode.NOT_FOUND, () -> Forwarding.forward(at, original, to));
      assertThat(Forwarding.newest(at, to).text()).contains("the budget is seven");
    }
  }

  /** Leak 69, 23: what waits while its author loses the original is not passed on. */
  @ParameterizedTest
  @EnumSource
  void leak69NothingIsPassedOnInTheMiddleOfARemoval(Door door) throws Exception {
    MessagePlace original = Forwarding.send(ADA, from, "the budget is seven");
    ConversationId bens = TestSteps.thread(BEN, "Ben's own");
    Forwarding.send(BEN, bens, "before");
    try (Handle handle = SERVER.database().open();
        Door.Entered at = door.enter(BEN);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      handle.begin();
      handle.execute(
          "select pg_advisory_xact_lock(domain) from conversation where id = ?", from.value());
      Future<?> removal = threads.submit(() -> TestSteps.remove(ADA, from, BEN.account()));
      await().until(() -> SERVER.database().waitingForLocks() == 1);
      Future<?> passing =
          threads.submit(
              () -> refused(ErrorCode.NOT_FOUND, () -> Forwarding.forward(at, original, bens)));
      await().until(() -> SERVER.database().waitingForLocks() == 2);
      handle.rollback();
      removal.get(30, TimeUnit.SECONDS);
      passing.get(30, TimeUnit.SECONDS);
      assertThat(Forwarding.newest(at, bens).text()).contains("before");
    }
  }

  /**
   * Leak 69: the same where the original stands in another domain, whose lock is not waited for.
   */
  @Test
  void leak69NothingIsPassedOnFromADomainThatChanges() throws Exception {
    MessagePlace original = Forwarding.send(ADA, from, "the budget is seven");
    ConversationId notes = TestSteps.dm(BEN).id();
    Forwarding.send(BEN, notes, "before");
    try (Handle handle = SERVER.database().open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      handle.begin();
      handle.execute(
          "select pg_advisory_xact_lock(domain) from conversation where id = ?", from.value());
      Future<?> removal = threads.submit(() -> TestSteps.remove(ADA, from, BEN.account()));
      await().until(() -> SERVER.database().waitingForLocks() == 1);
      refused(ErrorCode.BUSY, () -> Forwarding.forward(BEN, original, notes));
      handle.rollback();
      removal.get(30, TimeUnit.SECONDS);
      refused(ErrorCode.NOT_FOUND, () -> Forwarding.forward(BEN, original, notes));
      assertThat(Forwarding.newest(BEN, notes).text()).contains("before");
    }
  }
}
