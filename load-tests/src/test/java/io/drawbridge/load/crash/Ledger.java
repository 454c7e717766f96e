package io.drawbridge.load.crash;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.AccountResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The record of what the server has acknowledged, and must keep through any kill. Thread-safe. */
final class Ledger {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Map<String, Long> sends = new HashMap<>();
  private final List<String> invited = new ArrayList<>();
  private final List<AccountResult.Tokens> removed = new ArrayList<>();
  private final Map<AccountId, Long> marks = new HashMap<>();
  private long newest;

  synchronized void sent(String text, long pos) {
    sends.put(text, pos);
    newest = Math.max(newest, pos);
    notifyAll();
  }

  synchronized void invited(String address) {
    invited.add(address);
  }

  synchronized void removed(AccountResult.Tokens person) {
    removed.add(person);
  }

  synchronized void marked(AccountId person, long pos) {
    marks.merge(person, pos, Math::max);
  }

  /**
   * Waits until this many sends were acknowledged, so that the flows keep step with each other, or
   * until {@link #wake} once {@code over} holds.
   */
  synchronized void awaitSends(int count, BooleanSupplier over) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (sends.size() < count && !over.getAsBoolean()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new IllegalStateException(sends.size() + " sends (expected: " + count + ")");
      }
      wait(left);
    }
  }

  synchronized void wake() {
    notifyAll();
  }

  /** The newest position that was acknowledged. */
  synchronized long newest() {
    return newest;
  }

  /** The position of each message by its text. */
  synchronized Map<String, Long> sends() {
    return Map.copyOf(sends);
  }

  synchronized List<String> invited() {
    return List.copyOf(invited);
  }

  synchronized List<AccountResult.Tokens> removed() {
    return List.copyOf(removed);
  }

  /** The highest acknowledged read mark of each person. */
  synchronized Map<AccountId, Long> marks() {
    return Map.copyOf(marks);
  }

  @Override
  public synchronized String toString() {
    return "%d sends, %d invitations, %d removals, %d marks"
        .formatted(sends.size(), invited.size(), removed.size(), marks.size());
  }
}
