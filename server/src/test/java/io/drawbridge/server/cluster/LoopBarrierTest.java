package io.drawbridge.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.server.session.ConnectedSessions;
import io.drawbridge.server.session.Sessions;
import io.drawbridge.server.session.outbox.SessionLimits;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class LoopBarrierTest {
  private static final Executor RUNS = task -> Thread.ofVirtual().start(task);
  private static final Executor STOPPED =
      task -> {
        throw new RejectedExecutionException("stopped");
      };

  @Test
  void taskRunsOnEachLoop() {
    assertThat(LoopBarrier.begin(sessions(RUNS, RUNS), loop -> List.of("on " + loop)).await())
        .containsExactly("on 0", "on 1");
  }

  @Test
  void stoppedLoopHasNothingToRun() {
    assertThat(LoopBarrier.begin(sessions(STOPPED, RUNS), loop -> List.of("on " + loop)).await())
        .containsExactly("on 1");
  }

  /** A caller who waits for a receipt hears that there is none; nobody waits for ever. */
  @Test
  void taskThatFailsInAnyWayFailsTheBarrierOnceAllHaveRun() {
    Set<Integer> ran = ConcurrentHashMap.newKeySet();
    assertThatThrownBy(() ->
            LoopBarrier.begin(
                    sessions(RUNS, RUNS, RUNS),
                    loop -> {
                      ran.add(loop);
                      if (loop == 0) {
                        throw new StackOverflowError();
                      }
                      return List.of();
                    })
                .await())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(StackOverflowError.class);
    assertThat(ran).containsExactlyInAnyOrder(0, 1, 2);
  }

  private static Sessions sessions(Executor... loops) {
    return new ConnectedSessions(List.of(loops), SessionLimits.DEFAULT);
  }
}
