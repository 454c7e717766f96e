package io.drawbridge.server.delivery.elsewhere;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.background.Rounds;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.elsewhere.SignalStore.Numbered;
import io.drawbridge.server.session.Elsewhere.Word.Said;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Reads what other nodes tell. A number that is missing, or a node that came or went, makes it read
 * all connections again; lost signals are not looked for.
 */
final class SignalReader {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration TROUBLE = Duration.ofMillis(500);
  private static final Duration SWEEP = Duration.ofSeconds(10);

  /** The time for which signals are kept for nodes that do not read them. */
  private static final Duration KEPT = Duration.ofSeconds(30);

  private static final int ROWS_MAX = 1_000;

  private final Database database;
  private final String node;
  private final Directory directory;
  private final Heard heard;
  private final SignalStore signals = new SignalStore();
  private final DeviceStore devices = new DeviceStore();
  private final Rounds rounds =
      new Rounds("reading signals of other nodes", POLL, TROUBLE, this::round);

  /** How far each of the nodes that serve was read. */
  private final Map<String, Long> numbers = new HashMap<>();

  private long sweptNanos = System.nanoTime();

  SignalReader(Database database, String node, Directory directory, Heard heard) {
    this.database = database;
    this.node = node;
    this.directory = directory;
    this.heard = heard;
  }

  void start() {
    rounds.start();
  }

  /** Reads soon. Any thread; returns at once. */
  void ring() {
    rounds.ring();
  }

  /**
   * What one snapshot shows.
   *
   * @param people whose connections were read; empty for all
   * @param told how far each node has told, if all is read
   */
  private record Seen(
      List<Numbered> rows,
      Optional<Set<AccountId>> people,
      List<Device> devices,
      Map<AccountId, Said> said,
      Map<String, Long> told) {}

  private boolean round() {
    boolean more = readOnce();
    if (!more) {
      sweep();
    }
    return more;
  }

  /** Reads once; true if there was more than fits. */
  private boolean readOnce() {
    Seen seen = database.read(this::look);
    if (seen.people().isEmpty()) {
      numbers.clear();
      numbers.putAll(seen.told());
    }
    for (Numbered row : seen.rows()) {
      numbers.computeIfPresent(row.node(), (_, known) -> Math.max(known, row.number()));
    }
    Set<AccountId> people =
        seen.people().isEmpty()
            ? directory.replaceAll(seen.devices())
            : replaced(seen.people().orElseThrow(), seen.devices());
    people.forEach(account -> heard.moved(account, Optional.ofNullable(seen.said().get(account))));
    seen.rows().forEach(row -> heard.carryOut(row.row()));
    return seen.rows().size() == ROWS_MAX;
  }

  private Set<AccountId> replaced(Set<AccountId> people, List<Device> found) {
    directory.replace(people, found);
    return people;
  }

  private Seen look(Handle handle) {
    Set<String> others = signals.others(handle, node);
    List<Numbered> rows = signals.after(handle, numbers, ROWS_MAX);
    if (!others.equals(numbers.keySet()) || misses(rows)) {
      return new Seen(
          rows,
          Optional.empty(),
          devices.all(handle, node),
          devices.said(handle),
          signals.numbers(handle, others));
    }
    Set<AccountId> people = new HashSet<>();
    for (Numbered row : rows) {
      if (row.row().kind().equals(SignalRow.MOVED)) {
        people.addAll(row.row().accounts());
      }
    }
    return people.isEmpty()
        ? new Seen(rows, Optional.of(people), List.of(), Map.of(), Map.of())
        : new Seen(
            rows,
            Optional.of(people),
            devices.of(handle, node, people),
            devices.said(handle, people),
            Map.of());
  }

  private boolean misses(List<Numbered> rows) {
    Map<String, Long> reached = new HashMap<>(numbers);
    for (Numbered row : rows) {
      if (row.number() != reached.getOrDefault(row.node(), 0L) + 1) {
        return true;
      }
      reached.put(row.node(), row.number());
    }
    return false;
  }

  private void sweep() {
    if (System.nanoTime() - sweptNanos > SWEEP.toNanos()) {
      sweptNanos = System.nanoTime();
      database.write(handle -> {
        devices.sweep(handle);
        return signals.sweep(handle, KEPT);
      });
    }
  }

  /** Reads no more. */
  void close() {
    rounds.close();
  }
}
