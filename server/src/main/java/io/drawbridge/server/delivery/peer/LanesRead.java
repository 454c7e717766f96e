package io.drawbridge.server.delivery.peer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Knows how far the lanes of the other nodes were read. A number that is missing was swept before
 * it was read here: then anything may have happened. For one thread.
 */
final class LanesRead {
  private final Map<Long, Long> numbers = new HashMap<>();

  /** Takes what was committed before as known. */
  void start(Map<Long, Long> lanes) {
    numbers.putAll(lanes);
  }

  Map<Long, Long> numbers() {
    return Map.copyOf(numbers);
  }

  /**
   * Notes batches that were read, each lane's in ascending order; call it when they are carried
   * out.
   */
  void note(List<Batch> batches) {
    batches.forEach(batch -> numbers.merge(batch.lane(), batch.number(), Math::max));
  }

  /** Notes that nothing before these numbers matters any more. */
  void skip(Map<Long, Long> lanes) {
    lanes.forEach((lane, number) -> numbers.merge(lane, number, Math::max));
  }

  /** Returns whether batches are missing before or between these. */
  boolean misses(List<Batch> batches) {
    Map<Long, Long> reached = new HashMap<>();
    for (Batch batch : batches) {
      long before = reached.getOrDefault(batch.lane(), numbers.getOrDefault(batch.lane(), 0L));
      if (batch.number() != before + 1) {
        return true;
      }
      reached.put(batch.lane(), batch.number());
    }
    return false;
  }

  /** Forgets lanes that are there no more. */
  void keep(Set<Long> lanes) {
    numbers.keySet().retainAll(lanes);
  }
}
