package io.drawbridge.server.cluster;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.background.Retry;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.session.Outlet;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.SessionLife;
import io.drawbridge.server.session.Sessions;
import io.drawbridge.server.session.outbox.Outgoing;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jdbi.v3.core.Handle;

/**
 * Makes a removal final by a wait. It is opened after the change's commit, and run when this node's
 * view has reached its epoch. It returns when every node that served after the commit has taken
 * back, on every event loop, what the change no longer allows. Thread-safe; blocks, so call it on a
 * virtual thread. May be run again for the same epoch.
 */
public final class Fence {
  /** The longest wait before it is asked again whether the other nodes have paid. */
  private static final Duration CLOSING = Duration.ofMillis(100);

  private final Database database;
  private final Node node;
  private final Sessions sessions;
  private final SessionLife life;
  private final EndNotices notices;
  private final Visits visits;
  private final Executor threads;
  private final Retry retry;
  private final FenceLedger store;

  /** The fences that run here, which pay for themselves. */
  private final Set<Opened> running = ConcurrentHashMap.newKeySet();

  /** {@code threads} makes a virtual thread for each task. */
  public Fence(
      Database database,
      Node node,
      Sessions sessions,
      SessionLife life,
      FrameCodec codec,
      Metrics metrics,
      Executor threads) {
    this(
        database,
        new FenceStore(),
        node,
        sessions,
        life,
        codec,
        metrics,
        threads,
        new Retry(metrics));
  }

  /** A fence over other rows than those of the database, with its own pauses. */
  public Fence(
      Database database,
      FenceLedger store,
      Node node,
      Sessions sessions,
      SessionLife life,
      FrameCodec codec,
      Metrics metrics,
      Executor threads,
      Retry retry) {
    this.database = database;
    this.node = node;
    this.sessions = sessions;
    this.life = life;
    this.notices = new EndNotices(codec);
    this.visits = new Visits(sessions, metrics);
    this.threads = threads;
    this.store = store;
    this.retry = retry;
  }

  /** This process among those that owe fences. */
  public Node node() {
    return node;
  }

  /**
   * Begins the fence of a domain's changes up to this epoch, as soon as they are committed: writes
   * down who owes it, while the caller moves the view.
   */
  public Opened open(DomainId domain, long epoch) {
    return open(domain.value(), epoch);
  }

  /**
   * Ends a domain's fence once this node's view has reached its epoch.
   *
   * @param meanwhile runs on this thread while the event loops do their part, ahead of what it
   *     gives them
   */
  public Fenced run(Opened opened, Cut cut, Runnable meanwhile) {
    return run(opened, cut.people(), meanwhile, purging(cut));
  }

  /**
   * Runs a fence again for a change that a client repeats. Where there are other nodes, the fence
   * at this epoch may be for changes before it too, which another node committed with it, so all is
   * taken back that the view no longer allows.
   */
  public Fenced runAgain(Opened opened, Cut cut) {
    if (!node.alone()) {
      takeBackAll();
    }
    return run(opened, cut, () -> {});
  }

  /**
   * Does this node's part of a fence that another one runs; the view has reached its epoch. Returns
   * the sessions visited.
   *
   * @param meanwhile as in {@link #run}
   */
  public List<Fenced.Reached> cutHere(Cut cut, Runnable meanwhile) {
    return visits.all(cut.people(), meanwhile, purging(cut));
  }

  private Visits.Work purging(Cut cut) {
    Map<AccountId, List<Outgoing>> told = notices.of(cut);
    return (outlet, reached) -> {
      reached.add(Visits.reached(outlet, cut.watched()));
      outlet.purge();
      if (outlet instanceof Session session) {
        Visits.lostBy(cut, session).forEach(lost -> session.interests().drop(lost.conversation()));
      }
      if (!visits.reset(outlet) && outlet instanceof Session session) {
        told.getOrDefault(session.caller().account(), List.of()).forEach(session::offer);
      }
    };
  }

  /** Runs the fence of an account's change: its sessions that have ended are cut off. */
  public Fenced run(AccountId account, long epoch) {
    Opened opened = open(account.value(), epoch);
    refresh(account);
    return run(opened, Set.of(account), () -> {}, this::endIfEnded);
  }

  /** Does this node's part of a fence of an account that another one runs. */
  public List<Fenced.Reached> cutHere(AccountId account) {
    refresh(account);
    return visits.all(Set.of(account), () -> {}, this::endIfEnded);
  }

  /** Ends what has ended, and judges all again that waits here; for a gate that opens. */
  public void cutAll() {
    Set<AccountId> people = sessions.accounts();
    life.refreshAll(people);
    visits.all(
        people,
        () -> {},
        (outlet, reached) -> {
          outlet.purge();
          endIfEnded(outlet, reached);
        });
  }

  /**
   * Takes back from everybody here what the view no longer allows, and resets whatever has bytes
   * behind the gate: for changes of which it is not known whom they concern. The view has reached
   * them.
   */
  public void takeBackAll() {
    visits.all(
        sessions.accounts(),
        () -> {},
        (outlet, _) -> {
          outlet.purge();
          visits.reset(outlet);
        });
  }

  /** Does the same, and tells everybody to load everything again. */
  public void startOver() {
    takeBackAll();
    Outgoing resync = notices.resync();
    visits.all(
        sessions.accounts(),
        () -> {},
        (outlet, _) -> {
          if (outlet instanceof Session session) {
            session.offer(resync);
          }
        });
  }

  /** Lets flow what waits, as a gate that opens. */
  public void wakeAll() {
    visits.all(sessions.accounts(), () -> {}, (outlet, _) -> outlet.connection().wake());
  }

  /** Resets whatever has bytes behind the gate, as a gate that shuts. */
  public void resetAll() {
    visits.all(sessions.accounts(), () -> {}, (outlet, _) -> visits.reset(outlet));
  }

  private void refresh(AccountId account) {
    retry.untilDone(
        "reading ended sessions",
        () -> {
          life.refresh(account);
          return account;
        });
  }

  private void endIfEnded(Outlet outlet, List<Fenced.Reached> reached) {
    Optional<SessionEnd> end = life.ended(outlet.caller().session());
    if (end.isPresent()) {
      reached.add(Visits.reached(outlet, Map.of()));
      visits.reset(outlet);
      outlet.end(end.get());
    }
  }

  /** The fences that run here now; to be taken before the snapshot in which debts are read. */
  public Set<Opened> running() {
    return Set.copyOf(running);
  }

  /**
   * The fences that this node owes, by scope, in ascending order.
   *
   * @param own those that pay for themselves
   */
  public Map<Long, List<Long>> debts(Handle handle, Set<Opened> own) {
    Map<Long, List<Long>> debts = new HashMap<>();
    for (FenceLedger.Debt debt : store.debts(handle, node.id())) {
      if (own.stream().noneMatch(it -> it.isFor(debt))) {
        debts.computeIfAbsent(debt.scope(), _ -> new ArrayList<>()).add(debt.epoch());
      }
    }
    return debts;
  }

  /** Leaves a fence that cannot be run to those who pay debts. */
  public void abandon(Opened opened) {
    running.remove(opened);
  }

  /**
   * Pays what this node owes these fences of a scope. Its view has reached them, and its part is
   * done.
   *
   * @param sessions those it visited
   * @param micros how long that took
   */
  public void pay(long scope, List<Long> epochs, int sessions, long micros) {
    database.query(handle -> store.pay(handle, scope, epochs, node.id(), sessions, micros));
  }

  /** Closes fences whose coordinator died, once nobody owes them. */
  public void closeAbandoned(Duration age) {
    database.query(handle -> store.closeAbandoned(handle, age));
  }

  /** A fence whose debtors are being written down. */
  public static final class Opened {
    private final long scope;
    private final long epoch;
    private final long startNanos = System.nanoTime();
    private final CompletableFuture<?> owed;

    private Opened(long scope, long epoch, CompletableFuture<?> owed) {
      this.scope = scope;
      this.epoch = epoch;
      this.owed = owed;
    }

    private boolean isFor(FenceLedger.Debt debt) {
      return scope == debt.scope() && epoch == debt.epoch();
    }
  }

  private Opened open(long scope, long epoch) {
    CompletableFuture<Void> owed = new CompletableFuture<>();
    Opened opened = new Opened(scope, epoch, owed);
    running.add(opened);
    threads.execute(() -> {
      try {
        retry.untilDone(
            "writing debtors", () -> database.query(handle -> store.owe(handle, scope, epoch)));
        owed.complete(null);
        node.doorbell().ring();
      } catch (RuntimeException interrupted) {
        owed.completeExceptionally(interrupted);
      }
    });
    return opened;
  }

  /** Forgets fences that were closed longer ago than that, a bounded number; returns how many. */
  public int forget(Duration age, int max) {
    return database.write(handle -> store.sweep(handle, age, max));
  }

  private Fenced run(Opened opened, Set<AccountId> people, Runnable meanwhile, Visits.Work work) {
    try {
      List<Fenced.Reached> reached = visits.all(people, meanwhile, work);
      // Nobody pays what is not yet written down.
      opened.owed.join();
      FenceLedger.Closed closed =
          retry.untilPresent(
              "closing a fence",
              CLOSING,
              () ->
                  database.query(
                      handle -> store.payAndClose(handle, opened.scope, opened.epoch, node.id())));
      return new Fenced(
          Instant.EPOCH.plus(closed.micros(), ChronoUnit.MICROS),
          node.id(),
          reached,
          node.alone()
              ? List.of()
              : retry.untilDone(
                  "reading who paid",
                  () ->
                      database.query(
                          handle -> store.others(handle, opened.scope, opened.epoch, node.id()))),
          closed.sending(),
          (System.nanoTime() - opened.startNanos) / 1_000);
    } finally {
      running.remove(opened);
    }
  }
}
