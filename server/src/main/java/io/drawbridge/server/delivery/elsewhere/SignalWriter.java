package io.drawbridge.server.delivery.elsewhere;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.background.Rounds;
import io.drawbridge.server.cluster.Node;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.Elsewhere.Word.Said;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Writes what a node tells others, what came meanwhile together, one transaction after the other.
 * Signals of a transaction that fails are lost; connections are then written again, all of them.
 * Thread-safe.
 */
final class SignalWriter {
  /** How long it waits before it looks whether its rows are there: a crash empties the table. */
  private static final Duration LOOK = Duration.ofSeconds(10);

  private static final Duration TROUBLE = Duration.ofMillis(500);

  /** Signals that wait; of more the oldest are lost. */
  private static final int WAITING_MAX = 10_000;

  private static final int BATCH_MAX = 500;

  private final Database database;
  private final Node node;
  private final Supplier<Collection<Device>> mine;
  private final SignalStore signals = new SignalStore();
  private final DeviceStore devices = new DeviceStore();
  private final Rounds rounds = new Rounds("telling other nodes", LOOK, TROUBLE, this::round);
  private final Queue<Signal> waiting = new ArrayDeque<>();
  private final Map<Long, Device> came = new LinkedHashMap<>();
  private final List<Device> went = new ArrayList<>();
  private final Map<AccountId, Said> said = new LinkedHashMap<>();
  private boolean afresh = true;

  /** For the writing thread. */
  private long number;

  /** For the writing thread: when something was written or looked at. */
  private long atNanos = System.nanoTime();

  /** {@code mine}: the connections of this node at any moment. */
  SignalWriter(Database database, Node node, Supplier<Collection<Device>> mine) {
    this.database = database;
    this.node = node;
    this.mine = mine;
  }

  void start() {
    rounds.start();
  }

  /** Tells the others, unless there is trouble. */
  synchronized void add(Signal signal) {
    if (waiting.size() == WAITING_MAX) {
      waiting.remove();
    }
    waiting.add(signal);
    rounds.ring();
  }

  synchronized void came(Device device) {
    came.put(device.id(), device);
    rounds.ring();
  }

  synchronized void went(Device device) {
    if (came.remove(device.id()) == null) {
      went.add(device);
      rounds.ring();
    }
  }

  synchronized void say(Said words) {
    said.put(words.account(), words);
    rounds.ring();
  }

  /** Writes all connections again: others may have forgotten them. */
  synchronized void startOver() {
    afresh = true;
    rounds.ring();
  }

  /** What is written together; {@code all}: in place of every connection written before. */
  private record Batch(
      boolean all, List<Device> came, List<Device> went, List<Said> said, List<Signal> signals) {
    boolean isEmpty() {
      return !all && came.isEmpty() && went.isEmpty() && said.isEmpty() && signals.isEmpty();
    }

    Set<AccountId> people() {
      Set<AccountId> people = new HashSet<>();
      came.forEach(device -> people.add(device.account()));
      went.forEach(device -> people.add(device.account()));
      said.forEach(words -> people.add(words.account()));
      return people;
    }
  }

  private synchronized Batch take() {
    boolean all = afresh;
    List<Device> coming = all ? List.copyOf(mine.get()) : List.copyOf(came.values());
    List<Signal> some = new ArrayList<>();
    while (some.size() < BATCH_MAX && !waiting.isEmpty()) {
      some.add(waiting.remove());
    }
    Batch batch = new Batch(all, coming, List.copyOf(went), List.copyOf(said.values()), some);
    came.clear();
    went.clear();
    said.clear();
    afresh = false;
    return batch;
  }

  private synchronized void failed(Batch batch) {
    afresh = true;
    batch.said().forEach(words -> said.putIfAbsent(words.account(), words));
    // A node that misses a number reads everything again.
    number++;
  }

  private boolean round() {
    Batch batch = take();
    if (batch.isEmpty()) {
      if (System.nanoTime() - atNanos >= LOOK.toNanos()) {
        atNanos = System.nanoTime();
        look();
      }
      return false;
    }
    try {
      write(batch);
    } catch (RuntimeException e) {
      failed(batch);
      throw e;
    }
    atNanos = System.nanoTime();
    return true;
  }

  private void look() {
    if (database.query(handle -> devices.count(handle, node.id())) != mine.get().size()) {
      startOver();
    }
  }

  private void write(Batch batch) {
    List<Signal> told = new ArrayList<>(batch.signals());
    Set<AccountId> people = batch.people();
    if (!people.isEmpty()) {
      told.add(new Signal.Moved(people));
    }
    long before = number;
    number += told.size();
    database.write(handle -> {
      if (batch.all()) {
        devices.removeAll(handle, node.id());
      } else if (!batch.went().isEmpty()) {
        devices.remove(handle, node.id(), batch.went());
      }
      if (!batch.came().isEmpty()) {
        devices.add(handle, batch.came());
      }
      if (!batch.said().isEmpty()) {
        devices.say(handle, batch.said());
      }
      if (!batch.went().isEmpty()) {
        devices.leave(handle, batch.went().stream().map(Device::account).toList());
      }
      if (!told.isEmpty()) {
        signals.write(handle, node.id(), before, told);
      }
      return batch;
    });
    node.doorbell().ring();
  }

  /** Writes no more. */
  void close() {
    rounds.close();
  }
}
