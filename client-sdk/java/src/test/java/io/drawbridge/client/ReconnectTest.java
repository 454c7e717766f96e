package io.drawbridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // what becomes of most calls is read off the wire
class ReconnectTest {

  private final Simulation sim = new Simulation();
  private final List<ConnectionState> states = new ArrayList<>();
  private final ChatClient client = sim.build(sim.builder());

  ReconnectTest() {
    client.onState(states::add);
  }

  @Test
  void waitsGrowWhileTheServerCannotBeReached() {
    sim.reachable = false;
    client.connect();

    sim.timers.advance(Duration.ofMinutes(2));

    List<Duration> waits =
        states.stream()
            .filter(ConnectionState.Waiting.class::isInstance)
            .map(state -> ((ConnectionState.Waiting) state).delay())
            .toList();
    assertThat(waits).hasSizeGreaterThan(8);
    assertThat(waits.getFirst()).isLessThanOrEqualTo(Duration.ofMillis(200));
    assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofSeconds(30)) <= 0);
    assertThat(waits.getLast()).isGreaterThanOrEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void firstConnectionCompletesConnect() {
    sim.reachable = false;
    var connected = client.connect();
    sim.timers.advance(Duration.ofSeconds(1));
    assertThat(connected).isNotDone();

    sim.reachable = true;
    sim.timers.advance(Duration.ofSeconds(5));
    sim.wire().greet();

    assertThat(connected).isCompleted();
    assertThat(client.state()).isInstanceOf(ConnectionState.Connected.class);
  }

  @Test
  void closeThatForbidsReconnectingClosesTheClient() {
    client.connect();
    sim.wire().greet();
    var call = client.account().me();

    sim.wire().end(CloseCode.TOO_MANY_CONNECTIONS);
    sim.timers.advance(Duration.ofMinutes(10));

    assertThat(sim.wires).hasSize(1);
    assertThat(client.state()).isInstanceOf(ConnectionState.Closed.class);
    assertThat(client.closed()).isCompleted();
    assertThat(reasonOf(call::join)).isInstanceOf(RequestFailed.Reason.Closed.class);
    assertThat(reasonOf(client.account().me()::join))
        .isInstanceOf(RequestFailed.Reason.Closed.class);
  }

  @Test
  void endedSessionIsFollowedByARefreshThenByASignIn() {
    client.connect();
    sim.wire().greet();
    sim.posted.clear();
    sim.refusing =
        command ->
            command instanceof SessionCommand.Refresh
                ? Optional.of(
                    new RequestFailed.Reason.Refused(
                        ErrorCode.UNAUTHENTICATED, "spent", Optional.empty()))
                : Optional.empty();

    sim.wire().end(CloseCode.SESSION_ENDED);
    sim.timers.advance(Duration.ofSeconds(1));

    assertThat(sim.posted)
        .hasExactlyElementsOfTypes(SessionCommand.Refresh.class, AccountCommand.SignIn.class);
    assertThat(sim.wires).hasSize(2);
  }

  @Test
  void clientThatCannotBeSignedInAnyMoreClosesItself() {
    sim.refusing =
        command ->
            Optional.of(
                new RequestFailed.Reason.Refused(
                    ErrorCode.SIGN_IN_FAILED, "wrong", Optional.empty()));

    var connected = client.connect();
    sim.timers.advance(Duration.ofMinutes(10));

    assertThat(sim.posted).hasSize(1);
    assertThat(client.state())
        .isInstanceOfSatisfying(
            ConnectionState.Closed.class,
            closed -> assertThat(closed.cause()).isInstanceOf(StopCause.SignInNeeded.class));
    assertThatThrownBy(connected::join).hasRootCauseInstanceOf(RequestFailed.class);
  }

  @Test
  void busyServerIsAskedAgainForTokens() {
    sim.refusing =
        command ->
            sim.posted.size() < 3
                ? Optional.of(
                    new RequestFailed.Reason.Refused(ErrorCode.BUSY, "busy", Optional.empty()))
                : Optional.empty();

    client.connect();
    sim.timers.advance(Duration.ofSeconds(10));

    assertThat(sim.wires).hasSize(1);
  }

  @Test
  void tokenIsRenewedInBandBeforeItEnds() {
    List<String> kept = new ArrayList<>();
    Simulation other = new Simulation();
    ChatClient renewing =
        other.build(other.builder().onTokens(tokens -> kept.add(tokens.refreshToken().value())));
    renewing.connect();
    other.wire().greet();

    for (int second = 0; second < Simulation.TOKEN_LIFETIME.toSeconds(); second++) {
      other.timers.advance(Duration.ofSeconds(1));
      other.wire().listener.alive();
    }

    assertThat(other.wires).hasSize(1);
    assertThat(other.wire().commands(SessionCommand.Renew.class))
        .extracting(renew -> renew.accessToken().value())
        .containsExactly("access-2");
    assertThat(kept).containsExactly("refresh-1", "refresh-2");
  }

  @Test
  void refreshUnderWayIsSharedNotRepeated() {
    CompletableFuture<Tokens> answer = new CompletableFuture<>();
    List<Command<?>> asked = new ArrayList<>();
    SignIn signIn =
        new SignIn(
            Credentials.refresh("once"), new Slow(asked, answer), "test", sim.timers, it -> {});

    var first = signIn.tokens();
    var second = signIn.renewed();

    assertThat(asked).hasSize(1);
    answer.complete(
        new Tokens(
            new Secret("access"),
            sim.timers.now().plusSeconds(60),
            new Secret("refresh"),
            new AccountId(1),
            new SessionId(1)));
    assertThat(first.join()).isEqualTo(second.join());
    signIn.renewed();
    assertThat(asked).last().isEqualTo(new SessionCommand.Refresh(new Secret("refresh")));
  }

  /** A door whose one answer the test gives when it likes. */
  private record Slow(List<Command<?>> asked, CompletableFuture<Tokens> answer) implements Caller {
    @Override
    @SuppressWarnings("unchecked") // only commands that answer tokens are asked
    public <R extends Result> CompletableFuture<R> call(Command<R> command) {
      asked.add(command);
      return (CompletableFuture<R>) answer;
    }
  }

  @Test
  void silentServerIsAskedAndThenGivenUp() {
    client.connect();
    sim.wire().greet();

    sim.timers.advance(Duration.ofSeconds(30));
    assertThat(sim.wire().pings).isEqualTo(1);
    sim.timers.advance(Duration.ofSeconds(11));

    assertThat(sim.wires).hasSize(2);
    assertThat(sim.wires.getFirst().gone).isTrue();
  }

  @Test
  void attemptWithoutAnAnswerIsGivenUp() {
    client.connect();

    sim.timers.advance(Duration.ofSeconds(11));

    assertThat(sim.wires).hasSize(2);
  }

  @Test
  void drainingServerIsLeftAlone() {
    client.connect();
    sim.wire().greet();

    sim.wire().deliver(new Event.ServerDraining(8_000));
    sim.wire().end(CloseCode.DRAINING);
    sim.timers.advance(Duration.ofMillis(7_900));
    assertThat(sim.wires).hasSize(1);
    sim.timers.advance(Duration.ofMillis(2_200));

    assertThat(sim.wires).hasSize(2);
  }

  @Test
  void resumeThatIsRefusedIsAFullResync() {
    List<Event> events = new ArrayList<>();
    client.onEvent(Event.class, events::add);
    resumeIsRefused(ErrorCode.INVALID, Optional.empty());

    assertThat(client.state()).isInstanceOf(ConnectionState.Connected.class);
    assertThat(events).contains(new Event.Resync(Optional.empty()));
  }

  @Test
  void resumeThatTheServerCannotAnswerNowIsSentAgainOverAnotherConnection() {
    List<Event> events = new ArrayList<>();
    client.onEvent(Event.class, events::add);
    resumeIsRefused(ErrorCode.BUSY, Optional.of(3_000L));
    sim.timers.advance(Duration.ofMillis(2_900));
    assertThat(sim.wires).hasSize(2);
    sim.timers.advance(Duration.ofSeconds(1));
    sim.wire().greet().resumed();

    assertThat(sim.wires).hasSize(3);
    assertThat(sim.wire().commands(SessionCommand.Resume.class).getFirst().since())
        .isEqualTo("since-1");
    assertThat(client.state()).isInstanceOf(ConnectionState.Connected.class);
    assertThat(events).isEmpty();
  }

  @Test
  void startThatTheServerCannotAnswerNowIsTriedAgainWhenItSays() {
    client.connect();
    sim.posted.clear();
    sim.wire()
        .refuse(
            SessionCommand.Start.class,
            new ErrorFrame(Optional.empty(), ErrorCode.BUSY, "busy", Optional.of(5_000L)));

    sim.timers.advance(Duration.ofMillis(4_900));
    assertThat(sim.wires).hasSize(1);
    sim.timers.advance(Duration.ofMillis(1_500));

    assertThat(sim.wires).hasSize(2);
    assertThat(sim.posted).as("the token is as good as before").isEmpty();
  }

  @Test
  void sinceOfTheLastResumeIsSentNext() {
    client.connect();
    sim.wire().greet();
    for (int loss = 0; loss < 2; loss++) {
      sim.wire().lose();
      sim.timers.advance(Duration.ofSeconds(2));
      sim.wire().greet().resumed();
    }

    assertThat(sim.wires.get(1).commands(SessionCommand.Resume.class).getFirst().since())
        .isEqualTo("since-1");
    assertThat(sim.wires.get(2).commands(SessionCommand.Resume.class).getFirst().since())
        .isEqualTo("resumed-2");
    assertThat(states)
        .filteredOn(ConnectionState.Connected.class::isInstance)
        .extracting(state -> ((ConnectionState.Connected) state).resumed())
        .containsExactly(false, true, true);
  }

  @Test
  void callsThatWaitInSilenceAreSentAgainBeforeTheyTimeOut() {
    client.connect();
    Simulation.Wire silent = sim.wire().greet();
    sim.timers.advance(Duration.ofSeconds(1));
    var me = client.account().me();

    sim.timers.advance(Duration.ofSeconds(3));
    assertThat(silent.pings).isEqualTo(1);
    silent.listener.alive();
    sim.timers.advance(Duration.ofSeconds(11));
    assertThat(silent.gone).isFalse();
    sim.timers.advance(Duration.ofSeconds(3));
    assertThat(silent.gone).isTrue();
    sim.wire().greet().resumed();

    assertThat(sim.wire().commands(AccountCommand.Me.class)).hasSize(1);
    assertThat(me).isNotDone();
  }

  /** A connection is lost, and the next one's resume is refused. */
  private void resumeIsRefused(ErrorCode code, Optional<Long> retryAfterMs) {
    client.connect();
    sim.wire().greet();
    sim.wire().lose();
    sim.timers.advance(Duration.ofSeconds(1));
    sim.wire().greet();
    sim.wire()
        .refuse(
            SessionCommand.Resume.class,
            new ErrorFrame(Optional.empty(), code, "refused", retryAfterMs));
  }

  private static RequestFailed.Reason reasonOf(Runnable joining) {
    try {
      joining.run();
    } catch (RuntimeException thrown) {
      return RequestFailed.in(thrown).orElseThrow().reason();
    }
    throw new AssertionError("it did not fail");
  }
}
