package io.drawbridge.server.session;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.server.session.outbox.SessionLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Knows who is connected to this node. A session that is replaced leaves {@link #of} at once, but
 * stays among the {@link #outlets} until its socket is gone, so that no fence misses it.
 */
public final class ConnectedSessions implements Sessions {
  private final List<Executor> loops;
  private final SessionLimits limits;
  private final Map<AccountId, Account> accounts = new ConcurrentHashMap<>();
  private final Set<Session> sockets = ConcurrentHashMap.newKeySet();
  private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong version = new AtomicLong();
  private final AtomicIntegerArray first;
  private volatile Elsewhere elsewhere = Elsewhere.NOWHERE;

  /** {@code loops}: the event loops by index, each running its tasks in order. */
  public ConnectedSessions(List<? extends Executor> loops, SessionLimits limits) {
    this.loops = List.copyOf(loops);
    this.limits = limits;
    this.first = new AtomicIntegerArray(loops.size());
  }

  /** Tells the listener of every session from now on; call at start-up. */
  public void listen(SessionListener listener) {
    listeners.add(listener);
  }

  /** Knows the sessions of other nodes from now on; call at start-up, before {@link #listen}. */
  public void join(Elsewhere others) {
    elsewhere = others;
  }

  @Override
  public Elsewhere elsewhere() {
    return elsewhere;
  }

  public int connectionsPerAccountMax() {
    return limits.connectionsPerAccountMax();
  }

  /**
   * Adds a session; an older connection of the same tab of it, and the oldest of too many, are
   * ended as replaced. Any thread.
   */
  public void add(Session session) {
    List<Session> replaced = new ArrayList<>();
    accounts.compute(
        session.caller().account(),
        (_, before) -> (before == null ? Account.NONE : before).plus(session, limits, replaced));
    sockets.add(session);
    version.incrementAndGet();
    end(replaced);
  }

  /**
   * Adds a session of the server's own, to watch itself: fences and fan-out find it as any other,
   * and nobody counts it or hears of it. Any thread.
   */
  public void addUncounted(Session session) {
    accounts.compute(
        session.caller().account(),
        (_, before) ->
            (before == null ? Account.NONE : before).plus(session, limits, new ArrayList<>()));
    version.incrementAndGet();
  }

  /** Ends these sessions of the account as replaced by connections to other nodes. Any thread. */
  public void replace(AccountId account, List<Session> replaced) {
    accounts.computeIfPresent(account, (_, before) -> before.leaving(replaced));
    version.incrementAndGet();
    end(replaced);
  }

  private static void end(List<Session> replaced) {
    for (Session old : replaced) {
      old.connection().execute(() -> old.end(SessionEnd.REPLACED));
    }
  }

  /** Tells the listeners that a session starts; on a virtual thread, before its first command. */
  public void started(Session session) {
    listeners.forEach(listener -> listener.started(session));
  }

  /**
   * Removes a session whose socket is gone, so that nothing more can be written to it. Any thread,
   * once.
   */
  public void remove(Session session) {
    forget(session);
    version.incrementAndGet();
    if (sockets.remove(session)) {
      listeners.forEach(listener -> listener.ended(session));
    }
  }

  /** Adds an HTTP request; false if its account has too many under way. */
  public boolean addRequest(RequestOutlet request) {
    Account after =
        accounts.compute(
            request.caller().account(),
            (_, before) -> {
              Account account = before == null ? Account.NONE : before;
              return account.requests().size() >= limits.requestsPerAccountMax()
                  ? account
                  : account.plusRequest(request);
            });
    return after.requests().contains(request);
  }

  /** Removes a request whose answer is with the kernel, or whose socket is gone. */
  public void removeRequest(RequestOutlet request) {
    forget(request);
  }

  @Override
  public List<Session> of(AccountId account) {
    return accounts.getOrDefault(account, Account.NONE).live();
  }

  @Override
  public List<Outlet> outlets(AccountId account) {
    Account all = accounts.getOrDefault(account, Account.NONE);
    List<Outlet> outlets = new ArrayList<>(all.live());
    outlets.addAll(all.leaving());
    outlets.addAll(all.requests());
    return outlets;
  }

  @Override
  public Collection<Session> all() {
    return Collections.unmodifiableSet(sockets);
  }

  @Override
  public Set<AccountId> accounts() {
    return Set.copyOf(accounts.keySet());
  }

  @Override
  public long version() {
    return version.get();
  }

  @Override
  public int loops() {
    return loops.size();
  }

  @Override
  public void onLoop(int loop, Runnable task) {
    loops.get(loop).execute(task);
  }

  @Override
  public void firstOnLoop(int loop, Runnable task) {
    first.incrementAndGet(loop);
    try {
      onLoop(
          loop,
          () -> {
            first.decrementAndGet(loop);
            task.run();
          });
    } catch (RuntimeException refused) {
      first.decrementAndGet(loop);
      throw refused;
    }
  }

  @Override
  public boolean firstWaits(int loop) {
    return first.get(loop) > 0;
  }

  private void forget(Outlet outlet) {
    accounts.computeIfPresent(
        outlet.caller().account(),
        (_, before) -> {
          Account after = before.minus(outlet);
          return after.isEmpty() ? null : after;
        });
  }

  /** One account's outlets, oldest first; immutable. */
  private record Account(List<Session> live, List<Session> leaving, List<RequestOutlet> requests) {
    static final Account NONE = new Account(List.of(), List.of(), List.of());

    Account plus(Session session, SessionLimits limits, List<Session> replaced) {
      replaced.clear();
      for (Session old : live) {
        if (old.caller().equals(session.caller())) {
          replaced.add(old);
        }
      }
      List<Session> kept = new ArrayList<>(live);
      kept.removeAll(replaced);
      while (kept.size() >= limits.connectionsPerAccountMax()) {
        replaced.add(kept.removeFirst());
      }
      kept.add(session);
      List<Session> left = new ArrayList<>(leaving);
      left.addAll(replaced);
      return new Account(List.copyOf(kept), List.copyOf(left), requests);
    }

    /** The same with some of the live ones on their way out. */
    Account leaving(List<Session> replaced) {
      List<Session> going = live.stream().filter(replaced::contains).toList();
      List<Session> left = new ArrayList<>(leaving);
      left.addAll(going);
      return new Account(
          live.stream().filter(session -> !going.contains(session)).toList(),
          List.copyOf(left),
          requests);
    }

    Account plusRequest(RequestOutlet request) {
      List<RequestOutlet> more = new ArrayList<>(requests);
      more.add(request);
      return new Account(live, leaving, List.copyOf(more));
    }

    Account minus(Outlet outlet) {
      return new Account(
          without(live, outlet), without(leaving, outlet), without(requests, outlet));
    }

    boolean isEmpty() {
      return live.isEmpty() && leaving.isEmpty() && requests.isEmpty();
    }

    @SuppressWarnings("ReferenceEquality") // an outlet is itself
    private static <O extends Outlet> List<O> without(List<O> all, Outlet outlet) {
      return all.stream().anyMatch(other -> other == outlet)
          ? all.stream().filter(other -> other != outlet).toList()
          : all;
    }
  }
}
