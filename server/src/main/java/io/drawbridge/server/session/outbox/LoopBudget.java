package io.drawbridge.server.session.outbox;

/**
 * The part of a {@link MemoryBudget} that the connections of one event loop hold. It takes from the
 * budget in steps, so that loops that deliver at the same time do not fight over one counter. On
 * that loop only.
 */
public final class LoopBudget {
  /** The bytes that a loop keeps for what comes next, at most. */
  public static final long SPARE_MAX = 96 * 1024;

  /** The bytes taken at once. */
  static final long STEP = SPARE_MAX / 3;

  private final MemoryBudget budget;
  private long held;
  private long taken;

  LoopBudget(MemoryBudget budget) {
    this.budget = budget;
  }

  /** As {@link MemoryBudget#take}. */
  public boolean take(long more, long holding) {
    if (!budget.hasRoom(more, holding)) {
      return false;
    }
    count(more);
    return true;
  }

  /** As {@link MemoryBudget#count}. */
  public void count(long more) {
    held += more;
    if (held > taken) {
      long steps = (held - taken + STEP - 1) / STEP * STEP;
      taken += steps;
      budget.count(steps);
    }
  }

  /** Gives back. */
  public void give(long less) {
    held -= less;
    if (taken - held > SPARE_MAX) {
      long steps = (taken - held - STEP) / STEP * STEP;
      taken -= steps;
      budget.give(steps);
    }
  }
}
