package io.drawbridge.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.session.outbox.Egress;
import io.drawbridge.server.session.outbox.MemoryBudget;
import io.drawbridge.server.session.outbox.SessionLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConnectedSessionsTest {
  private static final SessionLimits LIMITS = new SessionLimits(10, 10_000, 10, 10, 2, 2);
  private static final AccountId ACCOUNT = new AccountId(1);

  private final ConnectedSessions sessions = new ConnectedSessions(List.of(Runnable::run), LIMITS);

  @Test
  void oldestOfTooManyIsReplacedButStaysAnOutletUntilItsSocketIsGone() {
    LiveSession first = connect(1);
    LiveSession second = connect(2);
    LiveSession third = connect(3);
    assertThat(sessions.of(ACCOUNT)).containsExactly(second, third);
    assertThat(sessions.outlets(ACCOUNT)).containsExactlyInAnyOrder(first, second, third);
    connectionOf(first).runLoop();
    assertThat(connectionOf(first).closes).containsExactly(CloseCode.TOO_MANY_CONNECTIONS);

    sessions.remove(first);
    assertThat(sessions.outlets(ACCOUNT)).containsExactly(second, third);
  }

  @Test
  void secondConnectionOfASessionReplacesTheFirst() {
    LiveSession first = connect(5);
    LiveSession again = connect(5);
    assertThat(sessions.of(ACCOUNT)).containsExactly(again);
    sessions.remove(first);
    assertThat(sessions.of(ACCOUNT)).containsExactly(again);
  }

  @Test
  void tabsOfASessionHaveAConnectionEach() {
    LiveSession one = connect(5, "one");
    LiveSession two = connect(5, "two");
    assertThat(sessions.of(ACCOUNT)).containsExactly(one, two);
    LiveSession again = connect(5, "one");
    assertThat(sessions.of(ACCOUNT)).containsExactly(two, again);
    assertThat(sessions.outlets(ACCOUNT)).containsExactlyInAnyOrder(one, two, again);
  }

  @Test
  void versionMovesWithTheSetAndListenersHearOfEachEndOnce() {
    List<Session> ended = new ArrayList<>();
    sessions.listen(
        new SessionListener() {
          @Override
          public void started(Session session) {}

          @Override
          public void ended(Session session) {
            ended.add(session);
          }
        });
    LiveSession session = connect(1);
    long connected = sessions.version();
    sessions.remove(session);
    sessions.remove(session);
    assertThat(sessions.version()).isGreaterThan(connected);
    assertThat(ended).containsExactly(session);
    assertThat(sessions.all()).isEmpty();
    assertThat(sessions.of(ACCOUNT)).isEmpty();
  }

  @Test
  void requestsAreBoundedAndSeenByFencesOnly() {
    RequestOutlet request = request();
    assertThat(sessions.addRequest(request)).isTrue();
    assertThat(sessions.addRequest(request())).isTrue();
    assertThat(sessions.addRequest(request())).isFalse();
    assertThat(sessions.of(ACCOUNT)).isEmpty();
    assertThat(sessions.outlets(ACCOUNT)).contains(request).hasSize(2);
    sessions.removeRequest(request);
    assertThat(sessions.outlets(ACCOUNT)).hasSize(1);
  }

  private LiveSession connect(long session) {
    return connect(session, "");
  }

  private LiveSession connect(long session, String tab) {
    Caller caller = new Caller(ACCOUNT, new SessionId(session), tab);
    LiveSession live = new LiveSession(caller, 1_000, new SteeredConnection(), egress());
    sessions.add(live);
    return live;
  }

  private static RequestOutlet request() {
    return new RequestOutlet(
        new Caller(ACCOUNT, new SessionId(9)), 1_000, new SteeredConnection(), egress());
  }

  private static SteeredConnection connectionOf(Session session) {
    return (SteeredConnection) session.connection();
  }

  private static Egress egress() {
    DatabaseClock clock =
        new DatabaseClock() {
          @Override
          public long nowMicros() {
            return 0;
          }

          @Override
          public Instant now() {
            return Instant.EPOCH;
          }
        };
    return new Egress(
        new SteeredGate(),
        clock,
        new FrameCodec(),
        LIMITS,
        new MemoryBudget(1 << 30),
        new Metrics());
  }
}
