package io.drawbridge.load.history;

import io.drawbridge.load.history.model.Wording;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.id.ConversationId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The frames that one device is to be sent, and those it was sent: the streams of the
 * conversations, and the notices that one may see a conversation or no longer. Thread-safe.
 */
final class Reception {
  private final Map<ConversationId, Stream> streams = new HashMap<>();

  /** Notices that came, less those that were to come. */
  private final Map<Notice, Integer> notices = new HashMap<>();

  private int resyncs;

  /** The notice that access was gained, or ended. */
  record Notice(ConversationId conversation, boolean gained) {}

  synchronized void arrived(ServerFrame frame) {
    switch (frame) {
      case LogEvent event -> stream(event.conversation()).arrived(event.pos(), Wording.of(event));
      case Event.AccessGained gained -> count(new Notice(gained.conversation().id(), true), 1);
      case Event.AccessEnded ended -> count(new Notice(ended.conversation(), false), 1);
      case Event.Resync _ -> resyncs++;
      default -> {
        return;
      }
    }
    notifyAll();
  }

  synchronized void expect(ConversationId conversation, int number, String what) {
    stream(conversation).expect(number, what);
  }

  synchronized void expect(Notice notice) {
    count(notice, -1);
  }

  /** A stream begins, or starts over. */
  synchronized void restart(ConversationId conversation) {
    streams.put(conversation, new Stream());
  }

  /** Forgets a conversation of which nothing is asked any more. */
  synchronized void forget(ConversationId conversation) {
    streams.remove(conversation);
    notices.remove(new Notice(conversation, true));
    notices.remove(new Notice(conversation, false));
  }

  /**
   * Ends what is on its way to a conversation's stream.
   *
   * @return what is wrong with what came before, if anything is
   */
  synchronized Optional<String> cut(ConversationId conversation) {
    Optional<String> fault = stream(conversation).beginning();
    stream(conversation).cut();
    return fault;
  }

  synchronized long cursor(ConversationId conversation) {
    return stream(conversation).cursor();
  }

  synchronized int lastNumber(ConversationId conversation) {
    return stream(conversation).lastNumber();
  }

  /** Waits until all has come that is to come of a conversation; returns after the wait if not. */
  synchronized void await(ConversationId conversation, Duration wait) throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    while (stream(conversation).waits()
        || missing(new Notice(conversation, true))
        || missing(new Notice(conversation, false))) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  /** The fault in what came of a conversation, if there is one. */
  synchronized Optional<String> fault(ConversationId conversation) {
    Function<Boolean, Optional<String>> noticed =
        gained ->
            Optional.ofNullable(notices.get(new Notice(conversation, gained)))
                .filter(balance -> balance != 0)
                .map(balance ->
                    "%s notices of access %s"
                        .formatted(
                            balance < 0 ? "missing" : "needless", gained ? "gained" : "ended"));
    Optional<String> resynced =
        Optional.of("a gap was announced instead of events").filter(_ -> resyncs > 0);
    return stream(conversation)
        .fault()
        .map(fault -> fault + System.lineSeparator() + stream(conversation))
        .or(() -> noticed.apply(true))
        .or(() -> noticed.apply(false))
        .or(() -> resynced);
  }

  private Stream stream(ConversationId conversation) {
    return streams.computeIfAbsent(conversation, _ -> new Stream());
  }

  private boolean missing(Notice notice) {
    return notices.getOrDefault(notice, 0) < 0;
  }

  private void count(Notice notice, int by) {
    notices.merge(notice, by, Integer::sum);
  }
}
