package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.fanout.Deliveries;
import io.drawbridge.server.delivery.log.LaneStore;
import io.drawbridge.server.delivery.log.RememberedAnswers;
import io.drawbridge.server.observe.MetricName;
import io.drawbridge.server.observe.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writer lanes of this process; a conversation always takes the same one. */
public final class GroupCommitLanes implements WriterLanes, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommitLanes.class);
  private static final Duration DRAIN_MAX = Duration.ofSeconds(10);

  /** The time after which a lane counts as stuck; a batch takes milliseconds. */
  private static final Duration STUCK_AFTER = Duration.ofSeconds(5);

  private final List<Lane> lanes;

  private GroupCommitLanes(List<Lane> lanes) {
    this.lanes = lanes;
  }

  /**
   * Starts the lanes, each on a platform thread of its own: they are few and always at the
   * database, and a virtual thread pays a change of carrier for every answer it waits for.
   *
   * @param noted where each lane writes down what it commits, for other nodes
   * @param threads makes a virtual thread for each task
   */
  public static GroupCommitLanes start(
      Database database,
      AccessGate gate,
      Deliveries deliveries,
      FrameCodec codec,
      LaneLimits limits,
      Metrics metrics,
      LaneStore noted,
      Executor threads) {
    List<Lane> lanes =
        IntStream.range(0, limits.lanes())
            .mapToObj(noted::lane)
            .map(lane ->
                new AppendWork(
                    database,
                    new AppendTransaction(gate, metrics, new RememberedAnswers(codec), lane),
                    deliveries,
                    metrics,
                    limits.patience()))
            .map(work -> new Lane(work, limits, threads, metrics))
            .toList();
    ThreadFactory platform = Thread.ofPlatform().name("writer-lane-", 0).daemon().factory();
    lanes.forEach(lane -> platform.newThread(lane).start());
    metrics.gauge(MetricName.LANE_QUEUED, lanes, all -> all.stream().mapToInt(Lane::waiting).sum());
    return new GroupCommitLanes(lanes);
  }

  @Override
  public CompletionStage<Committed> append(PostPermit permit, Append append) {
    CompletableFuture<Committed> stage = new CompletableFuture<>();
    lane(permit.conversation().id()).submit(new Waiting(permit, append, stage));
    return stage;
  }

  /** Names what is wrong, if a lane does not run or is stuck. */
  public Optional<String> whyNotReady() {
    long stuck = lanes.stream().filter(lane -> !lane.getsOn(STUCK_AFTER)).count();
    return stuck == 0
        ? Optional.empty()
        : Optional.of("%d of %d writer lanes do not get on".formatted(stuck, lanes.size()));
  }

  private Lane lane(ConversationId conversation) {
    // Ids are random: their low bits are as good as a hash.
    return lanes.get((int) Long.remainderUnsigned(conversation.value(), lanes.size()));
  }

  /** Takes no more appends, and returns when those that wait are written. */
  @Override
  public void close() {
    lanes.forEach(Lane::close);
    try {
      for (Lane lane : lanes) {
        if (!lane.awaitEmpty(DRAIN_MAX)) {
          LOG.warn("{} appends were not written before the shutdown", lane.waiting());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
