package io.drawbridge.server.delivery.fanout;

import io.drawbridge.server.delivery.log.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The order of one conversation's events on this node: each is released once, and only after the
 * one its {@code prev} names. Not thread-safe: {@link Chains} guards it.
 */
final class Chain {
  /** Events kept while one before them is missing; what is dropped beyond is read again. */
  static final int WAITING_MAX = 1_024;

  private long last;
  private final TreeMap<Long, LogEntry> waiting = new TreeMap<>();
  private boolean lost;

  /**
   * Begins a chain.
   *
   * @param last everything up to here counts as released
   */
  Chain(long last) {
    this.last = last;
  }

  long last() {
    return last;
  }

  /** The newest event that waits, or {@link #last}. */
  long newest() {
    return waiting.isEmpty() ? last : waiting.lastKey();
  }

  /** Takes an event in any order; what was released or waits already is ignored. */
  void take(LogEntry entry) {
    if (entry.pos() <= last) {
      return;
    }
    waiting.putIfAbsent(entry.pos(), entry);
    if (waiting.size() > WAITING_MAX) {
      waiting.pollLastEntry();
      lost = true;
    }
  }

  /** Notes that events may exist which nobody brought: {@link #hasGap} until they were read. */
  void suspect() {
    lost = true;
  }

  /** Releases what is next, as far as it may be used. */
  List<LogEntry> release(Predicate<LogEntry> usable) {
    List<LogEntry> released = new ArrayList<>();
    while (!waiting.isEmpty()) {
      LogEntry next = waiting.firstEntry().getValue();
      if (next.prev() > last || !usable.test(next)) {
        break;
      }
      waiting.pollFirstEntry();
      last = next.pos();
      released.add(next);
    }
    return released;
  }

  /**
   * Takes back what {@link #release} gave and nobody could use, as if it had not been.
   *
   * @param before {@link #last} before that release
   */
  void takeBack(List<LogEntry> released, long before) {
    last = before;
    released.forEach(entry -> waiting.put(entry.pos(), entry));
    lost = true;
  }

  /** The first event that waits; only if one does. */
  LogEntry first() {
    return waiting.firstEntry().getValue();
  }

  /** Returns whether the event that is next in order is there and was not usable yet. */
  boolean isBlocked() {
    return !waiting.isEmpty() && waiting.firstEntry().getValue().prev() <= last;
  }

  boolean hasGap() {
    return lost || (!waiting.isEmpty() && !isBlocked());
  }

  boolean isIdle() {
    return waiting.isEmpty() && !lost;
  }

  /**
   * Takes what the database has after {@link #last}, read in one snapshot.
   *
   * @param newestBefore {@link #newest} before the snapshot was made: what waits up to there was
   *     committed before it, so a predecessor that the snapshot lacks exists no more
   * @param complete the snapshot held no more than these
   */
  void fill(List<LogEntry> found, long newestBefore, boolean complete) {
    lost = !complete;
    found.forEach(this::take);
    long newestFound = found.isEmpty() ? last : found.getLast().pos();
    bridge(complete ? Math.max(newestBefore, newestFound) : newestFound);
  }

  private void bridge(long upTo) {
    long reached = last;
    for (LogEntry entry : List.copyOf(waiting.headMap(upTo, true).values())) {
      if (entry.prev() > reached) {
        waiting.put(entry.pos(), entry.after(reached));
      }
      reached = entry.pos();
    }
  }
}
