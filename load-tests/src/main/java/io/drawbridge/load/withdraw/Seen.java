package io.drawbridge.load.withdraw;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The bytes that came about each act before and after its removal was acknowledged, by the clock of
 * the run. Thread-safe.
 */
final class Seen {
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Arrival> arrivals = new ConcurrentLinkedQueue<>();

  private record Arrival(String about, long bytes, long at) {}

  /**
   * The sums over all acts.
   *
   * @param acknowledged acts whose removal was acknowledged
   * @param before bytes that came before that
   * @param after bytes that came after it
   * @param late the acts of which some came after it
   */
  record Sums(int acknowledged, long before, long after, List<String> late) {}

  /** The removal of an act was acknowledged then. */
  void acknowledged(String about, long at) {
    if (acknowledged.putIfAbsent(about, at) != null) {
      throw new IllegalStateException(about + ": acknowledged twice");
    }
  }

  /** Bytes about an act came then. */
  void came(String about, long bytes, long at) {
    if (bytes > 0) {
      arrivals.add(new Arrival(about, bytes, at));
    }
  }

  /** Bytes came before the acknowledgement, whatever the clock says. */
  void before(String about, long bytes) {
    came(about, bytes, Long.MIN_VALUE);
  }

  /** Bytes came after it. */
  void after(String about, long bytes) {
    came(about, bytes, Long.MAX_VALUE);
  }

  /** What is known now. */
  Sums sums() {
    List<Arrival> late = arrivals.stream().filter(this::late).toList();
    return new Sums(
        acknowledged.size(),
        arrivals.stream().filter(it -> !late(it)).mapToLong(Arrival::bytes).sum(),
        late.stream().mapToLong(Arrival::bytes).sum(),
        late.stream().map(Arrival::about).distinct().sorted().toList());
  }

  /** What was never acknowledged has no moment after it. */
  private boolean late(Arrival arrival) {
    Long moment = acknowledged.get(arrival.about());
    return moment != null && arrival.at() > moment;
  }
}
