package io.drawbridge.load.cluster;

import io.drawbridge.load.measure.Latencies;
import io.drawbridge.load.measure.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Counts what was seen with each fault, and without any. Thread-safe. */
final class Tally {
  /** With no fault. */
  static final String CALM = "none";

  private final Map<String, Row> rows = new TreeMap<>();
  private String now = CALM;
  private long shown;
  private long asked;

  private static final class Row {
    private final Histogram answered = Latencies.histogram();
    private final Histogram all = Latencies.histogram();
    private int times;
    private int deaths;
    private int removals;
    private int open;
    private long before;
    private long after;
    private long doubt;
  }

  /**
   * A removal that was acknowledged.
   *
   * @param under the fault meanwhile
   * @param nanos from the asking of the node that answered to the receipt
   * @param allNanos from the first asking
   * @param open whether the person's socket was open then
   */
  record Removal(String under, long nanos, long allNanos, boolean open) {}

  /** A fault begins. */
  synchronized void begin(Fault fault) {
    now = fault.toString();
    row(now).times++;
  }

  /** It is over, and the nodes serve again. */
  synchronized void end(int deaths) {
    row(now).deaths += deaths;
    now = CALM;
  }

  /** The fault of this moment, or none. */
  synchronized String now() {
    return now;
  }

  synchronized void removed(Removal removal) {
    Row row = row(removal.under());
    row.removals++;
    row.open += removal.open() ? 1 : 0;
    Latencies.record(row.answered, removal.nanos());
    Latencies.record(row.all, removal.allNanos());
  }

  /** The frames of the conversation that came before and after a receipt. */
  synchronized void came(String under, List<Handed.Frame> frames, Handed.Receipt receipt) {
    Row row = row(under);
    long after = Handed.after(frames, receipt);
    long doubt = Handed.inDoubt(frames, receipt);
    row.after += after;
    row.doubt += doubt;
    row.before += Handed.all(frames) - after - doubt;
  }

  /** Somebody who had been removed asked for the conversation. */
  synchronized void asked(boolean answered) {
    asked++;
    shown += answered ? 1 : 0;
  }

  synchronized int removals(String under) {
    return row(under).removals;
  }

  synchronized long after() {
    return rows.values().stream().mapToLong(row -> row.after).sum();
  }

  synchronized long before() {
    return rows.values().stream().mapToLong(row -> row.before).sum();
  }

  synchronized long shown() {
    return shown;
  }

  synchronized long asked() {
    return asked;
  }

  /** All of it, a row for each fault. */
  synchronized Table table() {
    Table table =
        new Table(
            "fault",
            "times",
            "nodes that died",
            "removals",
            "with an open socket",
            "bytes before the receipt",
            "bytes after",
            "in doubt",
            "removal to receipt ms",
            "from the first asking ms");
    rows.forEach((fault, row) ->
        table.row(
            fault,
            row.times,
            row.deaths,
            row.removals,
            row.open,
            row.before,
            row.after,
            row.doubt,
            Latencies.percentiles(row.answered),
            Latencies.percentiles(row.all)));
    return table;
  }

  private Row row(String fault) {
    return rows.computeIfAbsent(fault, _ -> new Row());
  }

  /** The fault that a removal met: that of its end, or else that of its beginning. */
  static String met(String begun, String over) {
    return Optional.of(over).filter(fault -> !fault.equals(CALM)).orElse(begun);
  }
}
