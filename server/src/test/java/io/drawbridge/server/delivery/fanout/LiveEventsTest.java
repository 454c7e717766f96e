package io.drawbridge.server.delivery.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.delivery.log.LogEntry;
import io.drawbridge.server.observe.Metrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Fan-out keeps its failures to itself: what is committed is answered and fenced all the same. */
final class LiveEventsTest {
  private static final ConversationFacts BROKEN = Facts.thread(7, 1);
  private static final ConversationFacts WHOLE = Facts.thread(7, 2);

  private final ManualTime time = new ManualTime();
  private final List<LogEntry> delivered = new ArrayList<>();
  private final LiveEvents events =
      new LiveEvents(
          new Chains(
              new Outlet(), (_, _, _) -> List.of(), time, time, new Metrics(), 0, Chains.ALONE));

  @Test
  void bugInOneConversationHurtsNoOther() {
    LogEntry whole = entry(WHOLE);
    events.committed(List.of(entry(BROKEN), whole));
    assertThat(delivered).containsExactly(whole);
  }

  @Test
  void bugInTheOnlyConversationIsNotThrown() {
    events.committed(List.of(entry(BROKEN)));
    events.suspect(BROKEN);
    assertThat(delivered).isEmpty();
  }

  private static LogEntry entry(ConversationFacts conversation) {
    return new LogEntry(
        conversation,
        5,
        0,
        1,
        new AccountId(3),
        Instant.EPOCH,
        new LogEntry.Posted(Optional.of("text"), Optional.empty(), Optional.empty(), Set.of()));
  }

  private final class Outlet implements Chains.Outlet {
    @Override
    public boolean usable(LogEntry entry) {
      return true;
    }

    @Override
    public void whenUsable(LogEntry entry, Runnable task) {
      task.run();
    }

    @Override
    public void deliver(ConversationFacts conversation, List<LogEntry> entries, Chains.Slot slot) {
      if (conversation.equals(BROKEN)) {
        throw new IllegalStateException("a bug on the way to the sockets");
      }
      delivered.addAll(entries);
    }
  }
}
