package io.drawbridge.load.scenario;

import io.drawbridge.load.driver.SocketDoor;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.load.measure.Latencies;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.ConversationId;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * Messages to one conversation at a fixed rate, whatever becomes of them, while it is not paused.
 */
final class MessageStream implements AutoCloseable {
  private static final int TEXT_BYTES = 200;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile Histogram times = Latencies.histogram();
  private volatile boolean running;

  MessageStream(SocketDoor door, Workspace workspace, ConversationId conversation, int rate) {
    long every = TimeUnit.SECONDS.toNanos(1) / rate;
    timer.scheduleAtFixedRate(
        () -> {
          if (running) {
            send(door, workspace.clientId(), conversation);
          }
        },
        every,
        every,
        TimeUnit.NANOSECONDS);
  }

  /** Goes on; times are those from now on. */
  void begin() {
    times = Latencies.histogram();
    running = true;
  }

  /** From a message's time to its acknowledgement, in microseconds, since it began last. */
  Histogram times() {
    return times;
  }

  void pause() {
    running = false;
  }

  long acknowledged() {
    return acknowledged.get();
  }

  long refused() {
    return refused.get();
  }

  private void send(SocketDoor door, String clientId, ConversationId conversation) {
    long start = System.nanoTime();
    door.call(
            new MessageCommand.Send(
                clientId, conversation, "x".repeat(TEXT_BYTES), Optional.empty()))
        .whenComplete((sent, failed) -> {
          (failed == null ? acknowledged : refused).incrementAndGet();
          Latencies.record(times, System.nanoTime() - start);
        });
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
