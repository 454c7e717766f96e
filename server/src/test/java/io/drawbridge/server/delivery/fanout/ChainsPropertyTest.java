package io.drawbridge.server.delivery.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.delivery.log.LogEntry;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.Metrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each event is released once, in the order of its chain, though events are lost, doubled or late.
 */
final class ChainsPropertyTest {
  private static final ConversationFacts CONVERSATION = Facts.thread(7, 9);
  private static final long START = 1_000;

  private final ManualTime time = new ManualTime();
  private final List<LogEntry> log = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> released = new ArrayList<>();
  private final List<Runnable> untilUsable = new ArrayList<>();
  private long usableUpTo = Long.MAX_VALUE;
  private int readFailures;
  private int deliverFailures;
  private final Chains chains =
      new Chains(new Recorder(), this::read, time, time, new Metrics(), START, Chains.ALONE);

  static List<Long> seeds() {
    return new Random(20_261_122).longs(200).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomArrivalReleasesTheChainInOrderAndOnce(long seed) {
    Random random = new Random(seed);
    readFailures = random.nextInt(10) == 0 ? 1 : 0;
    deliverFailures = random.nextInt(3);
    List<LogEntry> inFlight = new ArrayList<>();
    int events = 1 + random.nextInt(60);
    while (log.size() < events || !inFlight.isEmpty()) {
      if (log.size() < events && random.nextBoolean()) {
        LogEntry entry = commit(random);
        int copies = random.nextInt(4) == 0 ? random.nextInt(3) : 1;
        for (int i = 0; i < copies; i++) {
          inFlight.add(entry);
        }
      } else if (!inFlight.isEmpty()) {
        chains.accept(CONVERSATION, List.of(inFlight.remove(random.nextInt(inFlight.size()))));
      }
      if (random.nextInt(10) == 0) {
        usableUpTo = random.nextLong(START, START + 2_000);
      }
      if (random.nextInt(5) == 0) {
        time.runDue();
      }
    }
    usableUpTo = Long.MAX_VALUE;
    chains.suspect(CONVERSATION);
    settle();
    assertThat(released).as("seed %d", seed).containsExactlyElementsOf(positions());
  }

  @Test
  void predecessorThatExistsNoMoreIsNotWaitedForTwice() {
    LogEntry first = entry(START + 10, START + 5);
    log.add(first);
    chains.accept(CONVERSATION, List.of(first));
    assertThat(released).isEmpty();
    settle();
    assertThat(released).containsExactly(START + 10);
  }

  /** An author's card has to be read, and the database went away after the commit. */
  @Test
  void whatCouldNotBeDeliveredComesAgain() {
    deliverFailures = 2;
    LogEntry first = commit(new Random(1));
    chains.accept(CONVERSATION, List.of(first));
    assertThat(released).isEmpty();
    LogEntry second = commit(new Random(2));
    chains.accept(CONVERSATION, List.of(second));
    assertThat(released).isEmpty();
    settle();
    assertThat(released).containsExactly(first.pos(), second.pos());
  }

  @Test
  void eventThatArrivesDuringTheReadIsNotReleasedBeforeItsPredecessor() {
    LogEntry first = entry(START + 10, START);
    LogEntry second = entry(START + 20, START + 10);
    LogEntry third = entry(START + 30, START + 20);
    log.add(first);
    duringRead = () -> chains.accept(CONVERSATION, List.of(third));
    chains.suspect(CONVERSATION);
    time.runDue();
    time.runDue();
    duringRead = () -> {};
    log.add(second);
    log.add(third);
    settle();
    assertThat(released).containsExactly(START + 10, START + 20, START + 30);
  }

  @Test
  void moreThanFitsIsReadFromTheLogInstead() {
    long prev = START;
    for (int i = 1; i <= 3 * Chain.WAITING_MAX; i++) {
      log.add(entry(START + i, prev));
      prev = START + i;
    }
    for (LogEntry entry : log.subList(1, log.size())) {
      chains.accept(CONVERSATION, List.of(entry));
    }
    settle();
    assertThat(released).containsExactlyElementsOf(positions());
  }

  private Runnable duringRead = () -> {};

  private List<LogEntry> read(ConversationFacts conversation, long pos, int limit) {
    if (readFailures-- > 0) {
      throw new IllegalStateException("the database is away");
    }
    List<LogEntry> found = log.stream().filter(entry -> entry.pos() > pos).limit(limit).toList();
    duringRead.run();
    return found;
  }

  private void settle() {
    boolean more = true;
    while (more) {
      List<Runnable> waiting = List.copyOf(untilUsable);
      untilUsable.clear();
      waiting.forEach(Runnable::run);
      more = time.runDue() || !waiting.isEmpty();
    }
  }

  private List<Long> positions() {
    return log.stream().map(LogEntry::pos).toList();
  }

  private LogEntry commit(Random random) {
    long prev = log.isEmpty() ? START - random.nextInt(5) : log.getLast().pos();
    LogEntry entry = entry(Math.max(prev, START) + 1 + random.nextInt(30), prev);
    log.add(entry);
    return entry;
  }

  private static LogEntry entry(long pos, long prev) {
    return new LogEntry(
        CONVERSATION,
        pos,
        prev,
        1,
        new AccountId(3),
        Instant.EPOCH,
        new LogEntry.Posted(Optional.of("text"), Optional.empty(), Optional.empty(), Set.of()));
  }

  private final class Recorder implements Chains.Outlet {
    @Override
    public boolean usable(LogEntry entry) {
      return entry.pos() <= usableUpTo;
    }

    @Override
    public void whenUsable(LogEntry entry, Runnable task) {
      untilUsable.add(task);
    }

    @Override
    public void deliver(ConversationFacts conversation, List<LogEntry> entries, Chains.Slot slot) {
      if (deliverFailures-- > 0) {
        throw Failure.of(ErrorCode.UNAVAILABLE, "the database is not reachable");
      }
      entries.forEach(entry -> released.add(entry.pos()));
    }
  }
}
