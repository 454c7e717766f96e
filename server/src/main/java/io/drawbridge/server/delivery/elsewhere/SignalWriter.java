package io.drawbridge.server.delivery.elsewhere;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.background.Wake;
import io.drawbridge.server.cluster.Node;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Outage;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a node tells others, what came meanwhile together, one transaction after the other.
 * Signals of a transaction that fails are lost; connections are then written again, all of them.
 * Thread-safe.
 */
final class SignalWriter {
  private static final Logger LOG = LoggerFactory.getLogger(SignalWriter.class);

  /** How long it waits before it looks whether its rows are there: a crash empties the table. */
  private static final Duration LOOK = Duration.ofSeconds(10);

  private static final Duration TROUBLE = Duration.ofMillis(500);
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  /** Signals that wait; of more the oldest are lost. */
  private static final int WAITING_MAX = 10_000;

  private static final int BATCH_MAX = 500;

  private final Database database;
  private final Node node;
  private final Supplier<Collection<Device>> mine;
  private final SignalStore signals = new SignalStore();
  private final DeviceStore devices = new DeviceStore();
  private final Wake wake = new Wake();
  private final Thread thread = Thread.ofVirtual().name("signals-out").unstarted(this::run);
  private final Queue<Signal> waiting = new ArrayDeque<>();
  private final Map<Long, Device> came = new LinkedHashMap<>();
  private final List<Device> went = new ArrayList<>();
  private final Map<AccountId, Said> said = new LinkedHashMap<>();
  private boolean afresh = true;

  /** For the writing thread. */
  private long number;

  /** {@code mine}: the connections of this node at any moment. */
  SignalWriter(Database database, Node node, Supplier<Collection<Device>> mine) {
    this.database = database;
    this.node = node;
    this.mine = mine;
  }

  void start() {
    thread.start();
  }

  /** Tells the others, unless there is trouble. */
  synchronized void add(Signal signal) {
    if (waiting.size() == WAITING_MAX) {
      waiting.remove();
    }
    waiting.add(signal);
    wake.ring();
  }

  synchronized void came(Device device) {
    came.put(device.id(), device);
    wake.ring();
  }

  synchronized void went(Device device) {
    if (came.remove(device.id()) == null) {
      went.add(device);
      wake.ring();
    }
  }

  synchronized void say(Said words) {
    said.put(words.account(), words);
    wake.ring();
  }

  /** Writes all connections again: others may have forgotten them. */
  synchronized void startOver() {
    afresh = true;
    wake.ring();
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

  private void run() {
    try {
      while (wake.await(LOOK)) {
        Batch batch = take();
        if (batch.isEmpty()) {
          look();
        }
        while (!batch.isEmpty() && !wake.isClosed()) {
          try {
            write(batch);
          } catch (RuntimeException e) {
            failed(batch);
            LOG.atLevel(Outage.level(e)).setCause(e).log("signals to other nodes are lost");
            if (!wake.pause(TROUBLE)) {
              return;
            }
          }
          batch = take();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the writer of signals was interrupted");
    }
  }

  private void look() {
    try {
      if (database.query(handle -> devices.count(handle, node.id())) != mine.get().size()) {
        startOver();
      }
    } catch (RuntimeException e) {
      LOG.debug("the connections of this node are not counted: {}", e.toString());
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
    wake.close();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(STOP_MAX)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
