package io.drawbridge.load.cluster;

import io.drawbridge.load.audit.Auditor;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.load.measure.Latencies;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MessageResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/**
 * Says one message after the other in a conversation, each until it is acknowledged, at any node.
 * One thread plays it; what it tells may be asked by any.
 */
final class Speaker {
  private static final int TEXT_BYTES = 200;

  private final Workspace workspace;
  private final Asking asking;
  private final Auditor auditor;
  private final ConversationId conversation;
  private final Duration every;
  private final Histogram times = Latencies.histogram();
  private final AtomicLong last = new AtomicLong();
  private final AtomicLong said = new AtomicLong();

  Speaker(Guest.Place place, ConversationId conversation, Duration every) {
    this.workspace = place.workspace();
    this.asking = place.asking();
    this.auditor = place.auditor();
    this.conversation = conversation;
    this.every = every;
  }

  void play(BooleanSupplier wanted) throws InterruptedException {
    long due = System.nanoTime();
    while (wanted.getAsBoolean()) {
      Asking.Answered<MessageResult.Sent> sent =
          asking.ask(
              workspace.owner(),
              new MessageCommand.Send(
                  workspace.clientId(), conversation, "x".repeat(TEXT_BYTES), Optional.empty()));
      auditor.sent(conversation.toString(), sent.result().pos(), sent.first(), sent.answered());
      Latencies.record(times, sent.answered() - sent.first());
      last.accumulateAndGet(sent.result().pos(), Math::max);
      said.incrementAndGet();
      // What was late is not made up for: the faults last longer than the run could.
      due = Math.max(due + every.toNanos(), System.nanoTime());
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    }
  }

  ConversationId conversation() {
    return conversation;
  }

  /** The highest position that was acknowledged. */
  long last() {
    return last.get();
  }

  /** The number of messages that were acknowledged. */
  long said() {
    return said.get();
  }

  /** From the first asking to the acknowledgement, in microseconds. */
  Histogram times() {
    return times;
  }
}
