package io.drawbridge.server.session.outbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory that many connections share. One alone gets at most a sixteenth of what is free, so that
 * greedy connections shrink each other's part and never that of those who hold little.
 *
 * <p>Thread-safe; threads that take at the same moment may pass the bound by one piece each. The
 * rule is that of shared switch buffers: <a href="https://doi.org/10.1109/90.664262">dynamic queue
 * length thresholds</a>.
 */
public final class MemoryBudget {
  private static final int PART = 16;

  private final long bytes;
  private final AtomicLong held = new AtomicLong();
  private final Map<Integer, LoopBudget> loops = new ConcurrentHashMap<>();

  public MemoryBudget(long bytes) {
    this.bytes = bytes;
  }

  /**
   * Takes more for somebody.
   *
   * @param more bytes, at least 0
   * @param holding what they hold already
   * @return false, with nothing taken, if there is no room
   */
  public boolean take(long more, long holding) {
    if (!hasRoom(more, holding)) {
      return false;
    }
    held.addAndGet(more);
    return true;
  }

  boolean hasRoom(long more, long holding) {
    return holding + more <= (bytes - held.get()) / PART;
  }

  /** The part of an event loop, to be used on that loop only; always the same. */
  public LoopBudget of(int loop) {
    return loops.computeIfAbsent(loop, _ -> new LoopBudget(this));
  }

  /** Takes more even if there is no room: for what is there already and is only counted. */
  public void count(long more) {
    held.addAndGet(more);
  }

  /** Gives back. */
  public void give(long less) {
    held.addAndGet(-less);
  }

  /** The bytes that are held now. */
  public long held() {
    return held.get();
  }

  /** The bytes that there are altogether. */
  public long bytes() {
    return bytes;
  }
}
