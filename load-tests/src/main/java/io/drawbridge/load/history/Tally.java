package io.drawbridge.load.history;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was done, by kind. Thread-safe. */
final class Tally {
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  void count(String kind) {
    add(kind, 1);
  }

  void add(String kind, long count) {
    counts.computeIfAbsent(kind, _ -> new LongAdder()).add(count);
  }

  /** In the order of the kinds. */
  Map<String, Long> counts() {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((kind, count) -> sums.put(kind, count.sum()));
    return sums;
  }
}
