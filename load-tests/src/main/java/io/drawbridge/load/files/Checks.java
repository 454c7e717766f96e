package io.drawbridge.load.files;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Collects what did not hold in a run, which fails at its end. Thread-safe. */
public final class Checks {
  private final ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();

  void that(boolean holds, String otherwise) {
    if (!holds) {
      failed.add(otherwise);
    }
  }

  /** What did not hold. */
  public List<String> failed() {
    return List.copyOf(failed);
  }
}
