package io.drawbridge.load.replay;

import io.drawbridge.load.measure.Latencies;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * The counts of what has been done so far, for the progress line and the table at the end.
 * Thread-safe.
 */
final class Score {
  final AtomicLong sent = new AtomicLong();
  final AtomicLong added = new AtomicLong();
  final AtomicLong removed = new AtomicLong();
  final AtomicLong raced = new AtomicLong();
  final AtomicLong tried = new AtomicLong();
  final AtomicLong files = new AtomicLong();
  final AtomicLong fetched = new AtomicLong();
  final AtomicLong searched = new AtomicLong();
  final AtomicLong hits = new AtomicLong();
  final AtomicLong threads = new AtomicLong();
  private final Histogram sends = Latencies.histogram();
  private final Histogram removals = Latencies.histogram();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();

  void sent(long nanos) {
    sent.incrementAndGet();
    Latencies.record(sends, nanos);
  }

  void added() {
    added.incrementAndGet();
  }

  void removed(long nanos, boolean race) {
    removed.incrementAndGet();
    if (race) {
      raced.incrementAndGet();
    }
    Latencies.record(removals, nanos);
  }

  void tried() {
    tried.incrementAndGet();
  }

  void threadDone() {
    threads.incrementAndGet();
  }

  /**
   * Something went wrong of which no ledger knows: a removed person got something, or a client was
   * not brought where the script has it.
   */
  void fault(String what) {
    faults.add(what);
  }

  Histogram sends() {
    return sends;
  }

  Histogram removals() {
    return removals;
  }

  List<String> faults() {
    return List.copyOf(faults);
  }
}
