package io.drawbridge.server.db;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one pool, given out person by person in turn. A person leaves a quarter of
 * them to others, and somebody who asks for many waits behind their own calls, not others behind
 * them. The server's own work goes first; it is bounded by those who do it. Thread-safe: all state
 * below is guarded by this object's monitor.
 */
final class Turns {
  /** Calls of one person that may wait; more are {@code busy} at once. */
  static final int WAITING_PER_PERSON_MAX = 64;

  /**
   * The share of the connections that one person always leaves to others, as a divisor: one in this
   * many.
   */
  private static final int LEFT_TO_OTHERS = 4;

  private static final Duration FLOOD_RETRY = Duration.ofMillis(500);

  private final int size;
  private final int share;
  private final Map<Optional<AccountId>, Line> lines = new HashMap<>();

  /** Lines in which somebody waits and may get a connection, in the order of their turns. */
  private final Deque<Line> round = new ArrayDeque<>();

  private int held;
  private int waiting;

  Turns(int size) {
    this.size = size;
    this.share = Math.max(1, size - Math.max(1, size / LEFT_TO_OTHERS));
  }

  /** The calls that wait on one person's behalf, first come first served. */
  private static final class Line {
    private final boolean server;
    private final int heldMax;
    private final Deque<Semaphore> waiters = new ArrayDeque<>();
    private int held;
    private boolean inRound;

    Line(boolean server, int heldMax) {
      this.server = server;
      this.heldMax = heldMax;
    }

    boolean idle() {
      return held == 0 && waiters.isEmpty();
    }
  }

  /**
   * Waits for a turn; false if it did not come in time. A caller who got it must {@link #release}
   * it.
   *
   * @throws Failure {@code busy} if too many calls of the person wait already
   */
  boolean acquire(Optional<AccountId> behalf, Duration max) throws InterruptedException {
    Semaphore turn = new Semaphore(0);
    synchronized (this) {
      Line line =
          lines.computeIfAbsent(
              behalf, it -> new Line(it.isEmpty(), it.isPresent() ? share : size));
      if (!line.server && line.waiters.size() >= WAITING_PER_PERSON_MAX) {
        throw Failure.busy(
            "calls of this account that wait for the database: %d (expected: at most %d)"
                .formatted(line.waiters.size(), WAITING_PER_PERSON_MAX),
            FLOOD_RETRY);
      }
      line.waiters.add(turn);
      waiting++;
      enter(line);
      next();
    }
    try {
      return turn.tryAcquire(max.toNanos(), TimeUnit.NANOSECONDS) || !leave(behalf, turn);
    } catch (InterruptedException e) {
      if (!leave(behalf, turn)) {
        release(behalf);
      }
      throw e;
    }
  }

  synchronized void release(Optional<AccountId> behalf) {
    Line line = known(behalf);
    line.held--;
    held--;
    enter(line);
    next();
    forget(behalf, line);
  }

  /** Calls that hold or wait for a connection. */
  synchronized int callers() {
    return held + waiting;
  }

  /** Gives up a place in the line; false if the turn had come after all. */
  private synchronized boolean leave(Optional<AccountId> behalf, Semaphore turn) {
    Line line = lines.get(behalf);
    if (line == null || !line.waiters.remove(turn)) {
      return false;
    }
    waiting--;
    forget(behalf, line);
    return true;
  }

  private void enter(Line line) {
    if (line.inRound || line.waiters.isEmpty() || line.held >= line.heldMax) {
      return;
    }
    line.inRound = true;
    if (line.server) {
      round.addFirst(line);
    } else {
      round.addLast(line);
    }
  }

  /** Gives what is free to those whose turn it is. */
  private void next() {
    while (held < size && !round.isEmpty()) {
      Line line = round.removeFirst();
      line.inRound = false;
      Semaphore turn = line.waiters.poll();
      if (turn != null) {
        waiting--;
        line.held++;
        held++;
        turn.release();
        enter(line);
      }
    }
  }

  private void forget(Optional<AccountId> behalf, Line line) {
    if (line.idle()) {
      round.remove(line);
      lines.remove(behalf);
    }
  }

  private Line known(Optional<AccountId> behalf) {
    Line line = lines.get(behalf);
    if (line == null) {
      throw new IllegalStateException("a turn given back that nobody had");
    }
    return line;
  }
}
