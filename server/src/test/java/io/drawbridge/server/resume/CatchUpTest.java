package io.drawbridge.server.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.delivery.log.EventLog;
import io.drawbridge.server.session.Bench;
import io.drawbridge.server.session.Notices;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Tests what a command does on the session's loop, when that is late or fails. */
final class CatchUpTest {
  private final Bench bench = Bench.ready();
  private final Notices notices = new Notices(new FrameCodec());

  /** A command that has failed releases nothing: nobody would end the hold. */
  @Test
  void holdThatComesTooLateDoesNotHappen() {
    CatchUp catchUp = new CatchUp(new UnreadLog(), notices, Duration.ofMillis(10));
    assertThatThrownBy(() -> catchUp.hold(bench.session, List.of(Bench.ROOM)))
        .hasRootCauseInstanceOf(TimeoutException.class);
    assertThatThrownBy(() -> catchUp.holdNew(bench.session, Bench.ROOM))
        .hasRootCauseInstanceOf(TimeoutException.class);

    bench.connection.runLoop();
    assertThat(bench.session.interests().wants(Bench.ROOM)).isFalse();
  }

  @Test
  void taskThatFailsOnTheLoopIsAnsweredWithItsOwnFailure() {
    CatchUp catchUp = new CatchUp(new UnreadLog(), notices);
    assertThatThrownBy(() -> onLoop(() -> catchUp.hold(bench.session, new BrokenList())))
        .hasRootCauseMessage("broken on the loop");
  }

  /** As when the database is too busy to read the gap: the client may ask once more. */
  @Test
  void resumeThatFailedIsAskedAgainAndGivesEverything() {
    CatchUp catchUp = new CatchUp(new UnreadLog(), notices);
    Started started = Started.of(bench.session);
    onLoop(() -> catchUp.hold(bench.session, List.of(Bench.ROOM)));
    started.add(Map.of(Bench.ROOM, 10L));

    onLoop(() -> catchUp.hold(bench.session, List.of(Bench.ROOM)));
    bench.arrive(bench.event(Bench.ROOM, 20));
    started.release(bench.session);
    catchUp.abandon(bench.session, List.of(Bench.ROOM));
    assertThat(bench.drain()).isEmpty();
    assertThat(bench.session.interests().wants(Bench.ROOM)).isFalse();

    onLoop(() -> catchUp.hold(bench.session, List.of(Bench.ROOM)));
    bench.session.interests().release(Bench.ROOM, List.of(bench.event(Bench.ROOM, 20)), 10);
    assertThat(bench.drain()).containsExactly("11@20");
  }

  /** Runs what waits for the session's loop. */
  private void onLoop(Runnable blocking) {
    CompletableFuture<Void> done = CompletableFuture.runAsync(blocking, Thread::startVirtualThread);
    await()
        .until(() -> {
          bench.connection.runLoop();
          return done.isDone();
        });
    done.join();
  }

  private static final class BrokenList extends AbstractList<ConversationId> {
    @Override
    public ConversationId get(int index) {
      throw new IllegalStateException("broken on the loop");
    }

    @Override
    public int size() {
      return 1;
    }
  }

  private static final class UnreadLog implements EventLog {
    @Override
    public Page after(ReadPermit permit, long cursor, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Page> after(List<Wanted> wanted, int limitEach) {
      throw new UnsupportedOperationException();
    }
  }
}
