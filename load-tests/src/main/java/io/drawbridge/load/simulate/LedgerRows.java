package io.drawbridge.load.simulate;

import io.drawbridge.server.cluster.FenceLedger;
import io.drawbridge.server.cluster.Fenced;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;

/**
 * The rows of nodes, fences and debts, and what the statements of {@code FenceStore} and {@code
 * NodeStore} decide of them, in Java. A test holds both together on random states. Time is in
 * microseconds.
 */
public final class LedgerRows implements FenceLedger {
  private final LongSupplier clock;
  private final Map<String, Long> nodes = new TreeMap<>();
  private final Map<Debt, Fence> fences =
      new TreeMap<>(Comparator.comparingLong(Debt::scope).thenComparingLong(Debt::epoch));
  private final List<Owed> debts = new ArrayList<>();

  /** One fence. */
  private static final class Fence {
    private final long openedAt;
    private OptionalLong closedAt = OptionalLong.empty();

    Fence(long openedAt) {
      this.openedAt = openedAt;
    }
  }

  /** A debt, and when it was paid if it was. */
  public static final class Owed {
    private final Debt debt;
    private final String node;
    private long owedAt;
    private OptionalLong paidAt = OptionalLong.empty();
    private int sessions;
    private long micros;

    private Owed(Debt debt, String node) {
      this.debt = debt;
      this.node = node;
    }

    public String node() {
      return node;
    }

    public Debt debt() {
      return debt;
    }

    /** When it came to be owed, the last time. */
    public long owedAt() {
      return owedAt;
    }

    public boolean isPaid() {
      return paidAt.isPresent();
    }
  }

  /** No rows; {@code clock} is the database's. */
  public LedgerRows(LongSupplier clock) {
    this.clock = clock;
  }

  /** Adds a node without a right to serve. */
  public void join(String node) {
    nodes.put(node, clock.getAsLong());
  }

  public void remove(String node) {
    nodes.remove(node);
  }

  /** Returns whether the node may still let something out. */
  public boolean isLive(String node) {
    Long expiresAt = nodes.get(node);
    return expiresAt != null && expiresAt > clock.getAsLong();
  }

  /** When the node's lease ends; 0 if there is no such node. */
  public long expiresAt(String node) {
    return nodes.getOrDefault(node, 0L);
  }

  /** Grants a lease as {@code NodeStore.renew} does. */
  public Duration renew(String node, Duration lease) {
    long now = clock.getAsLong();
    long from =
        debts.stream()
            .filter(owed -> owed.node.equals(node) && !owed.isPaid())
            .mapToLong(owed -> owed.owedAt)
            .min()
            .orElse(Long.MAX_VALUE);
    long until = Math.min(now, from) + lease.toNanos() / 1_000;
    long expiresAt = Math.max(nodes.getOrDefault(node, Long.MIN_VALUE), until);
    nodes.put(node, expiresAt);
    return Duration.ofNanos((expiresAt - now) * 1_000);
  }

  /** All debts, paid and unpaid. */
  public List<Owed> all() {
    return List.copyOf(debts);
  }

  /** Returns whether a fence was opened and is closed. */
  public boolean isClosed(long scope, long epoch) {
    Fence fence = fences.get(new Debt(scope, epoch));
    return fence != null && fence.closedAt.isPresent();
  }

  @Override
  public List<String> owe(Handle handle, long scope, long epoch) {
    Debt debt = new Debt(scope, epoch);
    fences.computeIfAbsent(debt, _ -> new Fence(clock.getAsLong()));
    List<String> owing = nodes.keySet().stream().filter(this::isLive).toList();
    for (String node : owing) {
      Owed owed =
          debts.stream()
              .filter(it -> it.debt.equals(debt) && it.node.equals(node))
              .findFirst()
              .orElseGet(() -> {
                Owed added = new Owed(debt, node);
                debts.add(added);
                return added;
              });
      owed.owedAt = clock.getAsLong();
      owed.paidAt = OptionalLong.empty();
      owed.sessions = 0;
      owed.micros = 0;
    }
    return owing;
  }

  @Override
  public Optional<Closed> payAndClose(Handle handle, long scope, long epoch, String node) {
    long now = clock.getAsLong();
    fences.forEach((debt, fence) -> {
      if (debt.scope() == scope
          && debt.epoch() <= epoch
          && fence.closedAt.isEmpty()
          && debts.stream()
              .noneMatch(owed ->
                  owed.debt.equals(debt)
                      && !owed.isPaid()
                      && isLive(owed.node)
                      && !(owed.node.equals(node) && debt.epoch() == epoch))) {
        fence.closedAt = OptionalLong.of(now);
      }
    });
    for (Owed owed : debts) {
      if (owed.debt.scope() == scope
          && owed.debt.epoch() == epoch
          && owed.node.equals(node)
          && !owed.isPaid()) {
        owed.paidAt = OptionalLong.of(now);
      }
    }
    Fence fence = fences.get(new Debt(scope, epoch));
    return fence == null || fence.closedAt.isEmpty()
        ? Optional.empty()
        : Optional.of(new Closed(fence.closedAt.getAsLong(), false));
  }

  @Override
  public List<Debt> debts(Handle handle, String node) {
    return debts.stream()
        .filter(owed -> owed.node.equals(node) && !owed.isPaid())
        .map(Owed::debt)
        .sorted(Comparator.comparingLong(Debt::scope).thenComparingLong(Debt::epoch))
        .toList();
  }

  @Override
  public int pay(
      Handle handle, long scope, List<Long> epochs, String node, int sessions, long micros) {
    int paid = 0;
    for (Owed owed : debts) {
      if (owed.debt.scope() == scope
          && epochs.contains(owed.debt.epoch())
          && owed.node.equals(node)
          && !owed.isPaid()) {
        owed.paidAt = OptionalLong.of(clock.getAsLong());
        owed.sessions = sessions;
        owed.micros = micros;
        paid++;
      }
    }
    return paid;
  }

  @Override
  public List<Fenced.Other> others(Handle handle, long scope, long epoch, String node) {
    return debts.stream()
        .filter(owed -> owed.debt.equals(new Debt(scope, epoch)) && !owed.node.equals(node))
        .sorted(Comparator.comparing(Owed::node))
        .map(owed -> new Fenced.Other(owed.node, owed.sessions, owed.micros, owed.isPaid()))
        .toList();
  }

  @Override
  public int closeAbandoned(Handle handle, Duration age) {
    return closeAbandoned(age);
  }

  /** Does the same for those who have no handle. */
  int closeAbandoned(Duration age) {
    long before = clock.getAsLong() - age.toNanos() / 1_000;
    int closed = 0;
    for (Map.Entry<Debt, Fence> entry : fences.entrySet()) {
      Fence fence = entry.getValue();
      if (fence.closedAt.isEmpty()
          && fence.openedAt < before
          && debts.stream()
              .noneMatch(owed ->
                  owed.debt.equals(entry.getKey()) && !owed.isPaid() && isLive(owed.node))) {
        fence.closedAt = OptionalLong.of(clock.getAsLong());
        closed++;
      }
    }
    return closed;
  }

  @Override
  public int sweep(Handle handle, Duration age, int max) {
    long before = clock.getAsLong() - age.toNanos() / 1_000;
    List<Debt> old =
        fences.entrySet().stream()
            .filter(it -> it.getValue().closedAt.isPresent())
            .filter(it -> it.getValue().closedAt.getAsLong() < before)
            .map(Map.Entry::getKey)
            .limit(max)
            .toList();
    old.forEach(fences::remove);
    debts.removeIf(owed -> old.contains(owed.debt));
    return old.size();
  }
}
