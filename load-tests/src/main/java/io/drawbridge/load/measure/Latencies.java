package io.drawbridge.load.measure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Latencies of deliveries, from the moment a send was asked for to each arrival. Arrivals may be
 * known before the position of the send is, so both are kept and joined at the end. Thread-safe.
 */
public final class Latencies {
  private static final long MICROS_MAX = 600_000_000;

  private final Map<At, Long> asked = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Arrival> arrivals = new ConcurrentLinkedQueue<>();

  private record At(long conversation, long pos) {}

  private record Arrival(At at, long nanos) {}

  /** A send was asked for then, and got this position. */
  public void asked(long conversation, long pos, long nanos) {
    asked.put(new At(conversation, pos), nanos);
  }

  /** Somebody received it then. */
  public void arrived(long conversation, long pos, long nanos) {
    arrivals.add(new Arrival(new At(conversation, pos), nanos));
  }

  /** Send to arrival, in microseconds. */
  public Histogram deliveries() {
    Histogram histogram = histogram();
    for (Arrival arrival : arrivals) {
      Long start = asked.get(arrival.at());
      if (start != null) {
        record(histogram, arrival.nanos() - start);
      }
    }
    return histogram;
  }

  /** Records a duration in nanoseconds as microseconds within the histogram's range. */
  public static void record(Histogram histogram, long nanos) {
    histogram.recordValue(Math.clamp(nanos / 1_000, 1, MICROS_MAX));
  }

  /** An empty histogram of microseconds; any number of threads may record at a time. */
  public static Histogram histogram() {
    return new ConcurrentHistogram(MICROS_MAX, 3);
  }

  /** "p50 / p95 / p99 / max" in milliseconds. */
  public static String percentiles(Histogram histogram) {
    return "%.1f / %.1f / %.1f / %.1f"
        .formatted(
            histogram.getValueAtPercentile(50) / 1_000.0,
            histogram.getValueAtPercentile(95) / 1_000.0,
            histogram.getValueAtPercentile(99) / 1_000.0,
            histogram.getMaxValue() / 1_000.0);
  }
}
