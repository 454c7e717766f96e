package io.drawbridge.server.background;

import java.util.function.IntSupplier;

/** Work of any size in small transactions, so that none of them holds others up. */
public final class Batches {
  private Batches() {}

  /**
   * Takes one batch after the other until one was not full. Blocks.
   *
   * @param full how many a batch takes at most
   * @param batch takes some, and returns how many
   */
  public static void untilNotFull(int full, IntSupplier batch) {
    int taken = full;
    while (taken == full) {
      taken = batch.getAsInt();
    }
  }
}
