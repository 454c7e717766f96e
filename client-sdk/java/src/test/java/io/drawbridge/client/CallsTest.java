package io.drawbridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.client.background.Retries;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MessageResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // what becomes of most calls is read off the wire
class CallsTest {

  private static final ConversationId ROOM = Simulation.ROOM;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Simulation sim = new Simulation();

  @Test
  void callsWaitForTheConnectionInTheirOrder() {
    ChatClient client = sim.build(sim.builder());
    client.messages().send(ROOM, "one");
    client.messages().send(ROOM, "two");
    client.connect();
    assertThat(sim.wire().commands(MessageCommand.Send.class)).isEmpty();

    sim.wire().greet();

    assertThat(texts()).containsExactly("one", "two");
  }

  @Test
  void mutationsAreSentAgainAfterAReconnectWithTheirClientIdsAndBeforeLaterOnes() {
    ChatClient client = connected(sim.builder());
    client.messages().send(ROOM, "one");
    client.messages().send(ROOM, "two");
    List<MessageCommand.Send> first = sim.wire().commands(MessageCommand.Send.class);

    sim.wire().lose();
    client.messages().send(ROOM, "three");
    sim.timers.advance(SECOND);
    sim.wire().greet().resumed();

    assertThat(texts()).containsExactly("one", "two", "three");
    assertThat(sim.wire().commands(MessageCommand.Send.class))
        .startsWith(first.get(0), first.get(1));
  }

  @Test
  void answeredCallIsNotSentAgain() {
    ChatClient client = connected(sim.builder());
    var one = client.messages().send(ROOM, "one");
    client.messages().send(ROOM, "two");
    ClientFrame frame = sim.wire().sent.get(sim.wire().sent.size() - 2);
    sim.wire().deliver(new Reply(frame.id(), new MessageResult.Sent(ROOM, 1, Instant.EPOCH)));

    sim.wire().lose();
    sim.timers.advance(SECOND);
    sim.wire().greet().resumed();

    assertThat(one).isCompletedWithValue(new MessageResult.Sent(ROOM, 1, Instant.EPOCH));
    assertThat(texts()).containsExactly("two");
  }

  @Test
  void withoutRetriesALostConnectionIsAFailure() {
    ChatClient client = connected(sim.builder().retries(Retries.none()));
    var sent = client.messages().send(ROOM, "one");

    sim.wire().lose();

    assertThat(reason(sent)).isEqualTo(new RequestFailed.Reason.Disconnected(true));
  }

  @Test
  void callWithoutAnAnswerTimesOut() {
    ChatClient client = connected(sim.builder().callTimeout(SECOND));
    var sent = client.messages().send(ROOM, "one");
    var longer = client.call(new AccountCommand.Me(), Duration.ofSeconds(3));

    sim.timers.advance(Duration.ofMillis(1_001));

    assertThat(reason(sent)).isEqualTo(new RequestFailed.Reason.TimedOut(SECOND, true));
    assertThat(longer).isNotDone();
    sim.timers.advance(Duration.ofSeconds(2));
    assertThat(reason(longer)).isInstanceOf(RequestFailed.Reason.TimedOut.class);
  }

  @Test
  void callThatWasNeverSentSaysSo() {
    sim.reachable = false;
    ChatClient client = sim.build(sim.builder().callTimeout(SECOND));
    client.connect();
    var sent = client.messages().send(ROOM, "one");

    sim.timers.advance(Duration.ofSeconds(2));

    assertThat(reason(sent)).isEqualTo(new RequestFailed.Reason.TimedOut(SECOND, false));
  }

  @Test
  void answerOfAnEarlierConnectionIsNoAnswer() {
    ChatClient client = connected(sim.builder());
    var sent = client.messages().send(ROOM, "one");
    long oldId = sim.wire().sent.getLast().id();
    sim.wire().lose();
    sim.timers.advance(SECOND);
    sim.wire().greet().resumed();

    sim.wire().deliver(new Reply(oldId, new MessageResult.Sent(ROOM, 1, Instant.EPOCH)));

    assertThat(sent).isNotDone();
  }

  @Test
  void busyServerIsAskedAgainAfterTheTimeItNames() {
    ChatClient client = connected(sim.builder());
    var sent = client.messages().send(ROOM, "one");
    sim.wire().refuse(MessageCommand.Send.class, error(ErrorCode.RATE_LIMITED, 700));
    var later = client.messages().send(ROOM, "two");

    sim.timers.advance(Duration.ofMillis(600));
    assertThat(texts()).containsExactly("one");
    sim.timers.advance(Duration.ofMillis(200));

    assertThat(texts()).containsExactly("one", "one", "two");
    assertThat(sent).isNotDone();
    assertThat(later).isNotDone();
  }

  @Test
  void withoutRetriesBusyIsAFailure() {
    ChatClient client = connected(sim.builder().retries(Retries.none()));
    var sent = client.messages().send(ROOM, "one");

    sim.wire().refuse(MessageCommand.Send.class, error(ErrorCode.BUSY, 700));

    assertThat(reason(sent))
        .isEqualTo(
            new RequestFailed.Reason.Refused(
                ErrorCode.BUSY, "no", Optional.of(Duration.ofMillis(700))));
  }

  @Test
  void noMoreAreInFlightThanTheServerAllows() {
    ChatClient client = connected(sim.builder());
    for (int send = 0; send < 100; send++) {
      client.messages().send(ROOM, "text " + send);
    }
    assertThat(texts()).hasSize(64);

    sim.wire().answer(MessageCommand.Send.class, new MessageResult.Sent(ROOM, 1, Instant.EPOCH));

    assertThat(texts()).hasSize(65);
  }

  @Test
  void callsThatNobodyCouldSendAreRefusedWhenThereAreTooMany() {
    ChatClient client = sim.build(sim.builder().waitingMax(2));
    client.messages().send(ROOM, "one");
    client.messages().send(ROOM, "two");

    assertThat(reason(client.messages().send(ROOM, "three")))
        .isEqualTo(new RequestFailed.Reason.Overloaded(2));
  }

  @Test
  void cancelledCallThatWaitsIsNotSent() {
    ChatClient client = sim.build(sim.builder());
    client.messages().send(ROOM, "one").cancel(false);
    client.connect();

    sim.wire().greet();

    assertThat(texts()).isEmpty();
  }

  @Test
  void readingStopsWhileHandlersAreTooSlow() {
    List<Runnable> held = new ArrayList<>();
    boolean[] holding = {false};
    ChatClient client =
        sim.build(
            sim.builder()
                .eventsBufferedMax(8)
                .threads(task -> {
                  if (holding[0]) {
                    held.add(task);
                  } else {
                    task.run();
                  }
                }));
    client.onEvent(
        LogEvent.class,
        event -> {
          // The handlers run when the test lets them.
        });
    client.connect();
    sim.wire().greet();
    Simulation.Wire wire = sim.wire();
    int readAtFirst = wire.reading;
    for (long pos = 1; pos <= 40; pos++) {
      holding[0] = false;
      deliverWithHandlersHeld(wire, pos, held, holding);
    }

    assertThat(wire.reading).isLessThan(readAtFirst);
    holding[0] = false;
    while (!held.isEmpty()) {
      held.removeFirst().run();
    }
    assertThat(wire.reading).isEqualTo(readAtFirst);
  }

  private static void deliverWithHandlersHeld(
      Simulation.Wire wire, long pos, List<Runnable> held, boolean[] holding) {
    // The mailbox runs at once, the dispatcher's task, which is asked for second, is held.
    holding[0] = true;
    int before = held.size();
    wire.deliver(Simulation.posted(pos));
    if (held.size() > before) {
      held.remove(before).run();
    }
  }

  private ChatClient connected(ChatClientBuilder builder) {
    ChatClient client = sim.build(builder);
    client.connect();
    sim.wire().greet();
    return client;
  }

  private List<String> texts() {
    return sim.wire().commands(MessageCommand.Send.class).stream()
        .map(MessageCommand.Send::text)
        .toList();
  }

  private static ErrorFrame error(ErrorCode code, long retryAfterMs) {
    return new ErrorFrame(Optional.empty(), code, "no", Optional.of(retryAfterMs));
  }

  private static RequestFailed.Reason reason(CompletableFuture<?> failed) {
    assertThat(failed).isCompletedExceptionally();
    return RequestFailed.in(failed.exceptionNow()).orElseThrow().reason();
  }
}
