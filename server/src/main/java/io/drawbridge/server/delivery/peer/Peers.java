package io.drawbridge.server.delivery.peer;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Access;
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

  private final Parts parts;
  private final Database database;
  private final DatabaseClock clock;
  private final PeerStore store = new PeerStore();
  private final PeerRound round;

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

  /** Peers of which everything committed until now counts as known. */
  public Peers(Parts parts) {
    this.parts = parts;
    this.database = parts.platform().database();
    this.clock = parts.platform().clock();
    this.round = new PeerRound(new Here(), database.query(store::lanes));
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
    boolean more = round.run();
    if (!more) {
      sweep();
    }
    return more;
  }

  /** What a round does on this node. */
  private final class Here implements PeerRound.Hands {
    private long settled;

    @Override
    public PeerRound.Seen read(Map<Long, Long> numbers) {
      Set<Fence.Opened> own = parts.fence().running();
      settled = settledBefore(clock);
      return database.read(handle ->
          new PeerRound.Seen(
              store.after(handle, parts.fence().node().id(), numbers, PeerRound.BATCHES_MAX),
              parts.fence().debts(handle, own)));
    }

    @Override
    public Map<Long, Long> lanes() {
      return database.query(store::lanes);
    }

    @Override
    public int carryOut(Batch batch, Change change) {
      batch.places().forEach(place -> parts.access().conversations().forget(place.conversation()));
      return switch (change) {
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
    }

    @Override
    public void deliver(List<Batch> batches) {
      Peers.this.deliver(batches);
    }

    @Override
    public void heardAll() {
      parts.heard().set(settled);
    }

    @Override
    public void pay(long scope, List<Long> epochs, int sessions, long micros) {
      parts.fence().pay(scope, epochs, sessions, micros);
    }

    @Override
    public void startOver() {
      LOG.warn("batches of other nodes are gone unread; everything is read again");
      verify();
      parts.fence().startOver();
      parts.chains().suspectAll();
    }

    @Override
    public long nanos() {
      return System.nanoTime();
    }
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

  private void sweep() {
    if (System.nanoTime() - sweptNanos > SWEEP.toNanos()) {
      sweptNanos = System.nanoTime();
      parts.fence().closeAbandoned(SWEEP);
      round.keep(
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

  /** Reads no more. */
  @Override
  public void close() {
    rounds.close();
  }
}
