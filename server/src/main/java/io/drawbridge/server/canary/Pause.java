package io.drawbridge.server.canary;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/** Waits between two looks of the canary. */
final class Pause {
  private Pause() {}

  /**
   * Waits so long.
   *
   * @throws CancellationException if the server stops meanwhile
   */
  static void of(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException stops) {
      throw cancelled();
    }
  }

  /** What is thrown when the server stops. */
  static CancellationException cancelled() {
    Thread.currentThread().interrupt();
    return new CancellationException("the server stops");
  }
}
