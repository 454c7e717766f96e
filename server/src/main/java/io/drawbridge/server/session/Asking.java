package io.drawbridge.server.session;

import java.util.function.BooleanSupplier;

/**
 * Knows, on the thread that works for a command, whether its sender is still there to take the
 * answer: work that waits for its turn is given up once nobody waits for it.
 */
public final class Asking {
  private static final ScopedValue<BooleanSupplier> THERE = ScopedValue.newInstance();

  private Asking() {}

  /** Runs the work for somebody; {@code there} is asked from any thread. */
  public static void run(BooleanSupplier there, Runnable work) {
    ScopedValue.where(THERE, there).run(work);
  }

  /** Asks whether the sender of this thread's command is there; the server itself always is. */
  public static BooleanSupplier there() {
    return THERE.orElse(() -> true);
  }
}
