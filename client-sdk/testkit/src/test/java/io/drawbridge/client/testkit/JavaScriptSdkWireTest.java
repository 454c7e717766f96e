package io.drawbridge.client.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.conversation.ConversationEnded;
import io.drawbridge.protocol.conversation.Cursor;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.conversation.Head;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.result.SessionResult;
import io.drawbridge.protocol.text.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The promises of the Java SDK once more, kept by the JavaScript SDK in Node: the script of each is
 * here, and what a client sees of it in client-sdk/js/test/promises.
 */
class JavaScriptSdkWireTest {
  private static final ConversationId ROOM = new ConversationId(7);
  private static final ConversationId OTHER = new ConversationId(8);

  @AutoClose private static final NodePromises NODE = new NodePromises();

  @AutoClose private final FakeChatServer server = FakeChatServer.start();

  private String promise = "";

  @BeforeEach
  void name(TestInfo test) {
    promise = test.getTestMethod().orElseThrow().getName();
  }

  private void holds() {
    assertThat(NODE.begin(promise, server.uri()).join()).isEqualTo("kept");
  }

  /** Has the server do something when it is told the word. */
  private void upon(String word, Consumer<FakeConnection> then) {
    server.script(
        MessageCommand.Send.class,
        request -> {
          if (request.command().text().equals(word)) {
            then.accept(request.connection().orElseThrow());
          }
          return sent(2);
        });
  }

  @Test
  void callIsAnswered() {
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    server.on(MessageCommand.Send.class, send -> new MessageResult.Sent(ROOM, 5, at));
    holds();
    assertThat(server.received(MessageCommand.Send.class))
        .extracting(MessageCommand.Send::text)
        .containsExactly("hello");
  }

  @Test
  void refusalHasTheServersCode() {
    server.script(MessageCommand.Send.class, send -> Script.refuse(ErrorCode.CLOSED));
    holds();
  }

  @Test
  void bothDoorsTellTheSameRefusal() {
    server.script(MessageCommand.ListPins.class, pins -> Script.refuse(ErrorCode.NOT_ALLOWED));
    holds();
    assertThat(server.received()).extracting(FakeChatServer.Received::connection).contains(0, 1);
  }

  @Test
  void eventsArriveInOrderAndOnce() {
    upon("now", it -> it.send(posted(1), posted(2), posted(2), posted(1), posted(3)));
    holds();
  }

  @Test
  void resumeAsksForWhatFollowsTheLastEvent() {
    server.script(
        SessionCommand.Resume.class,
        resume ->
            Script.answer(server.world().resumed(List.of(ROOM)), List.of(posted(2), posted(3))));
    upon(
        "now",
        connection -> {
          if (connection.number() == 1) {
            connection.send(posted(1), posted(2));
            connection.hangUp();
          }
        });
    holds();
    SessionCommand.Resume resume = server.awaitCommand(SessionCommand.Resume.class);
    assertThat(resume.cursors()).containsExactly(new Cursor(ROOM, 2));
    assertThat(resume.since()).isEqualTo("since-1");
  }

  @Test
  void mutationInFlightIsCarriedOutOnceOverManyLostConnections() {
    Map<String, Long> carriedOut = new ConcurrentHashMap<>();
    AtomicLong pos = new AtomicLong();
    AtomicLong asked = new AtomicLong();
    server.script(
        MessageCommand.Send.class,
        request -> {
          long at =
              carriedOut.computeIfAbsent(
                  request.command().clientId(), fresh -> pos.incrementAndGet());
          if (asked.incrementAndGet() % 3 != 0) {
            request.connection().ifPresent(FakeConnection::drop);
            return Script.silence();
          }
          return sent(at);
        });
    holds();
    assertThat(carriedOut).hasSize(3);
  }

  @Test
  void endThatComesWhileAHandlerWorksIsNoticed() {
    server.script(
        MessageCommand.Send.class,
        request -> {
          FakeConnection connection = request.connection().orElseThrow();
          if (request.command().text().equals("now")) {
            connection.send(posted(1));
          } else if (connection.number() == 1) {
            connection.hangUp();
            return Script.silence();
          }
          return sent(2);
        });
    holds();
  }

  @Test
  void refreshTokenIsUsedWhenTheAccessTokenIsRefused() {
    server.script(
        SessionCommand.Start.class,
        request ->
            request.command().accessToken().value().equals("access-1")
                ? Script.refuse(ErrorCode.TOKEN_EXPIRED)
                : Script.answer(new Done()));
    holds();
    assertThat(server.received(SessionCommand.Refresh.class))
        .containsExactly(new SessionCommand.Refresh(new Secret("refresh-1")));
  }

  /** D14: a claim code is used once, by the name that somebody says. */
  @Test
  void claimCodeSignsIn() {
    holds();
    assertThat(server.received(InvitationCommand.Claim.class))
        .containsExactly(
            new InvitationCommand.Claim(
                new Secret("7K3M-Q9ZD-04TB"), Optional.of("Okafor"), "phone"));
  }

  @Test
  void closeCodeReachesTheClient() {
    var kept = NODE.begin(promise, server.uri());
    server.awaitConnection(1).close(CloseCode.SLOW_CONSUMER);
    assertThat(kept.join()).isEqualTo("kept");
  }

  @Test
  void binaryFrameEndsTheConnection() {
    var kept = NODE.begin(promise, server.uri());
    server.awaitConnection(1).sendBinary(new byte[] {1, 2, 3});
    assertThat(kept.join()).isEqualTo("kept");
  }

  @Test
  void connectionCutInsideAFrameIsResumed() {
    LogEvent cut = server.world().posted(ROOM, 1, server.world().self(), "cut");
    server.script(
        SessionCommand.Resume.class,
        resume -> Script.answer(server.world().resumed(List.of(ROOM)), List.of(cut)));
    upon(
        "now",
        connection -> {
          if (connection.number() == 1) {
            connection.dropAfterBytes(10);
            connection.send(cut);
          }
        });
    holds();
  }

  @Test
  void largeFrameArrivesWhole() {
    LogEvent large = server.world().posted(ROOM, 1, server.world().self(), "ä".repeat(20_000));
    upon("now", connection -> connection.send(large));
    holds();
  }

  @Test
  void serverThatRefusesUpgradesIsTriedAgain() {
    AtomicLong asked = new AtomicLong();
    server.refuseUpgrades(true);
    server.script(
        SessionCommand.Start.class,
        start ->
            asked.incrementAndGet() <= 3
                ? Script.refuse(ErrorCode.UNAVAILABLE)
                : Script.answer(new Done()));
    var kept = NODE.begin(promise, server.uri());
    server.awaitCommand(AccountCommand.SignIn.class);
    server.refuseUpgrades(false);
    assertThat(kept.join()).isEqualTo("kept");
  }

  @Test
  void purgeComesBeforeTheHandlerHearsOfTheEnd() {
    server.script(
        MessageCommand.Send.class,
        request -> {
          FakeConnection connection = request.connection().orElseThrow();
          if (request.command().text().equals("now")) {
            connection.send(posted(1), posted(2));
          } else {
            connection.send(
                posted(3), new Event.AccessEnded(ROOM, Instant.EPOCH, EndReason.REMOVED));
          }
          return sent(2);
        });
    holds();
    purgeIsConfirmed();
  }

  @Test
  void whatWasLostWhileAwayIsPurgedBeforeAnythingElseIsTold() {
    server.script(
        SessionCommand.Resume.class,
        resume ->
            Script.answer(
                new SessionResult.Resumed(
                    "next",
                    false,
                    List.of(),
                    List.of(new ConversationEnded(ROOM, Instant.EPOCH, EndReason.EXPIRED)),
                    List.of(),
                    List.of(new Head(OTHER, 9, false)),
                    List.of())));
    upon(
        "now",
        connection -> {
          if (connection.number() == 1) {
            connection.send(posted(1));
            connection.hangUp();
          }
        });
    holds();
    purgeIsConfirmed();
  }

  /** N-8: the server hears that nothing is kept. */
  private void purgeIsConfirmed() {
    assertThat(server.awaitCommand(SessionCommand.Purged.class).conversations())
        .containsExactly(ROOM);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everySendIsCarriedOutOnceAndEveryEventArrivesOnceInOrder(long seed) {
    Random random = new Random(seed);
    Ledger ledger = new Ledger(server);
    server.onConnection(connection ->
        connection.dropAfterBytes(
            connection.number() == 1 ? 2_000 : 1_000 + random.nextInt(4_000)));
    holds();
    assertThat(ledger.log).hasSize(120);
  }

  @Test
  void whatTheClientSendsIsReadAsItWasMeant() {
    server.script(MessageCommand.Send.class, request -> sent(request.command().text().length()));
    holds();
    assertThat(server.received(MessageCommand.Send.class)).hasSize(60);
  }

  /** A server that keeps what it is sent, tells everybody, and can tell it again. */
  private static final class Ledger {
    private final FakeChatServer server;
    private final Map<String, Long> carriedOut = new HashMap<>();
    private final List<String> log = new ArrayList<>();

    Ledger(FakeChatServer server) {
      this.server = server;
      server.script(
          MessageCommand.Send.class,
          request -> JavaScriptSdkWireTest.sent(append(request.command())));
      server.script(SessionCommand.Resume.class, request -> resumed(request.command().cursors()));
    }

    /** The gap follows the answer, which tells the head, before anything live. */
    private synchronized Script resumed(List<Cursor> cursors) {
      List<ServerFrame> gap = new ArrayList<>();
      for (Cursor cursor : cursors) {
        for (long pos = cursor.pos() + 1; pos <= log.size(); pos++) {
          gap.add(event(pos));
        }
      }
      return Script.answer(
          server
              .world()
              .resumed(
                  List.of(new Head(ROOM, log.size(), false)),
                  cursors.stream().map(Cursor::conversation).toList()),
          gap);
    }

    private synchronized long append(MessageCommand.Send send) {
      Long before = carriedOut.get(send.clientId());
      if (before != null) {
        return before;
      }
      log.add(send.text());
      long pos = log.size();
      carriedOut.put(send.clientId(), pos);
      server.broadcast(event(pos));
      return pos;
    }

    private LogEvent event(long pos) {
      return server.world().posted(ROOM, pos, server.world().self(), log.get((int) pos - 1));
    }
  }

  private static Script sent(long pos) {
    return Script.answer(new MessageResult.Sent(ROOM, pos, Instant.EPOCH));
  }

  private LogEvent.MessagePosted posted(long pos) {
    return server.world().posted(ROOM, pos, server.world().person(2, "Bob"), "text " + pos);
  }
}
