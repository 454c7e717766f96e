package io.drawbridge.server.delivery.peer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.view.Views;
import io.drawbridge.server.background.Rounds;
import io.drawbridge.server.cluster.Fence;
import io.drawbridge.server.cluster.Node;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.delivery.change.DomainSettling;
import io.drawbridge.server.delivery.fanout.Chains;
import io.drawbridge.server.delivery.peer.Batch.Change;
import io.drawbridge.server.delivery.peer.Batch.Place;
import io.drawbridge.server.exit.Exits;
import io.drawbridge.server.platform.Platform;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out here what other nodes committed, and pays what this node owes their fences. One
 * thread reads, at once when somebody rang, and else every second: the database alone makes it
 * complete. Each round reads one snapshot: first every change of it is carried out, then what was
 * appended is delivered, and only then the debts of that snapshot are paid, whose changes it shows.
 */
public final class Peers implements Node.Opening, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Peers.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration TROUBLE = Duration.ofMillis(200);
  private static final Duration SWEEP = Duration.ofMinutes(1);

  /** The time for which batches are kept for nodes that do not read them. */
  private static final Duration KEPT = Duration.ofHours(1);

  /**
   * The time within which whatever has a position is committed, and handed over by this node's own
   * lanes.
   */
  private static final Duration UNDER_WAY = Duration.ofSeconds(60);

  private static final Beside NOBODY =
      new Beside() {
        @Override
        public void rung() {
          // Nothing stands beside it yet.
        }

        @Override
        public void opened() {
          // Nothing stands beside it yet.
        }
      };

  private static final int BATCHES_MAX = 2_000;
  private static final int SCOPES_KEPT = 50_000;

  private final Parts parts;
  private final Database database;
  private final DatabaseClock clock;
  private final PeerStore store = new PeerStore();
  private final LanesRead read = new LanesRead();

  /** What this node did lately for the changes of each scope. */
  private final Cache<Long, Done> done = Caffeine.newBuilder().maximumSize(SCOPES_KEPT).build();

  private volatile Beside beside = NOBODY;
  private long sweptNanos = System.nanoTime();
  private final Rounds rounds =
      new Rounds("reading what other nodes committed", POLL, TROUBLE, this::round);

  /**
   * The parts that it stands on.
   *
   * @param heard moved to the position below which everything of other nodes was handed over
   */
  public record Parts(
      Platform platform,
      Access access,
      Fence fence,
      DomainSettling settling,
      Exits exits,
      Chains chains,
      AtomicLong heard) {}

  /** The part that this node had in the fences of a scope, up to an epoch. */
  private record Done(long epoch, int sessions, long micros) {}

  /** What one snapshot of the database shows. */
  private record Seen(List<Batch> batches, Map<Long, Long> debts) {}

  /** Peers of which everything committed until now counts as known. */
  public Peers(Parts parts) {
    this.parts = parts;
    this.database = parts.platform().database();
    this.clock = parts.platform().clock();
    read.start(database.query(store::lanes));
  }

  /** The position below which everything that other nodes commit after it was handed over. */
  public static long settledBefore(DatabaseClock clock) {
    return clock.nowMicros() - UNDER_WAY.toNanos() / 1_000;
  }

  /** What stands beside it and hears of the same. */
  public interface Beside {
    /** Hears that somebody rang; returns at once. */
    void rung();

    /** Hears that the node serves, or serves again. */
    void opened();
  }

  /** Starts to read, and lets the node serve. */
  public void start(Beside with) {
    beside = with;
    parts.access().views().whenBehind(rounds::ring);
    parts
        .fence()
        .node()
        .doorbell()
        .listen(() -> {
          rounds.ring();
          with.rung();
        });
    rounds.start();
    parts.fence().node().serve(this);
  }

  private boolean round() {
    boolean more = readOnce();
    if (!more) {
      sweep();
    }
    return more;
  }

  /** Reads once; true if there was more than fits. */
  private boolean readOnce() {
    Set<Fence.Opened> own = parts.fence().running();
    long settled = settledBefore(clock);
    Seen seen =
        database.read(handle ->
            new Seen(
                store.after(handle, parts.fence().node().id(), read.numbers(), BATCHES_MAX),
                parts.fence().debts(handle, own)));
    if (read.misses(seen.batches())) {
      startOver();
      return true;
    }
    seen.batches().forEach(this::carryOut);
    deliver(seen.batches());
    read.note(seen.batches());
    if (seen.batches().size() == BATCHES_MAX) {
      return true;
    }
    parts.heard().set(settled);
    seen.debts().forEach(this::pay);
    return false;
  }

  private void carryOut(Batch batch) {
    batch
        .change()
        .ifPresent(change -> {
          batch
              .places()
              .forEach(place -> parts.access().conversations().forget(place.conversation()));
          long start = System.nanoTime();
          int sessions =
              switch (change) {
                case Change.OfDomain moved ->
                    parts
                        .settling()
                        .follow(
                            moved.domain(),
                            moved.before(),
                            moved.epoch(),
                            moved.narrowing(),
                            moved.policies())
                        .size();
                case Change.OfAccount moved -> followed(moved.account());
              };
          done.put(change.scope(), new Done(change.epoch(), sessions, microsSince(start)));
        });
  }

  private int followed(AccountId account) {
    parts.access().people().forget(account);
    int sessions = parts.fence().cutHere(account).size();
    parts.exits().cut(Set.of(account));
    return sessions;
  }

  /** Reads what was appended where somebody is connected who may see it. */
  private void deliver(List<Batch> batches) {
    Map<ConversationId, Place> places = new HashMap<>();
    for (Batch batch : batches) {
      for (Place place : batch.places()) {
        places.merge(place.conversation(), place, (a, b) -> a.before() <= b.before() ? a : b);
      }
    }
    for (Place place : places.values()) {
      Views.Audience audience =
          parts.access().views().audience(place.domain(), place.conversation());
      if (audience.people().length > 0) {
        parts
            .access()
            .conversations()
            .facts(place.conversation())
            .ifPresent(facts -> parts.chains().follow(facts, place.before()));
      }
    }
  }

  /** Pays what the node owes a scope. What it did not do when it read the change, it does now. */
  private void pay(long scope, long epoch) {
    Done part = done.getIfPresent(scope);
    if (part == null || part.epoch() < epoch) {
      long start = System.nanoTime();
      int sessions =
          parts.settling().follow(new DomainId(scope), epoch - 1, epoch, true, true).size()
              + followed(new AccountId(scope));
      part = new Done(epoch, sessions, microsSince(start));
      done.put(scope, part);
    }
    parts.fence().pay(scope, epoch, part.sessions(), part.micros());
  }

  /** Takes all that is kept here as out of date: batches were swept before they were read. */
  private void startOver() {
    LOG.warn("batches of other nodes are gone unread; everything is read again");
    Map<Long, Long> lanes = database.query(store::lanes);
    verify();
    parts.fence().resyncAll();
    parts.chains().suspectAll();
    read.skip(lanes);
  }

  private void sweep() {
    if (System.nanoTime() - sweptNanos > SWEEP.toNanos()) {
      sweptNanos = System.nanoTime();
      parts.fence().closeAbandoned(SWEEP);
      read.keep(
          database
              .write(handle -> {
                store.sweep(handle, KEPT);
                return store.lanes(handle);
              })
              .keySet());
    }
  }

  @Override
  public void verify() {
    parts.access().conversations().forgetAll();
    parts.access().people().forgetAll();
    parts.access().views().verify();
    parts.fence().cutAll();
  }

  @Override
  public void shut() {
    parts.fence().resetAll();
  }

  @Override
  public void opened() {
    parts.fence().wakeAll();
    rounds.ring();
    beside.opened();
  }

  private static long microsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000;
  }

  /** Reads no more. */
  @Override
  public void close() {
    rounds.close();
  }
}
