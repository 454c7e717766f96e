package io.drawbridge.server.delivery.peer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.peer.Batch.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what a node does with what one snapshot shows of the others' commits, and in which order:
 * first every change of it is carried out, then what was appended is delivered, and only then the
 * debts of that same snapshot are paid, whose changes it shows. It reads nothing itself. For one
 * thread.
 */
public final class PeerRound {
  /** The batches that one round takes. */
  public static final int BATCHES_MAX = 2_000;

  private static final int SCOPES_KEPT = 50_000;

  private final Hands hands;
  private final LanesRead read = new LanesRead();

  /** What this node did lately for the changes of each scope. */
  private final Cache<Long, Done> done = Caffeine.newBuilder().maximumSize(SCOPES_KEPT).build();

  /** The part that this node had in the fences of a scope, up to an epoch. */
  private record Done(long epoch, int sessions, long micros) {}

  /** What one snapshot of the database shows. */
  public record Seen(List<Batch> batches, Map<Long, List<Long>> debts) {
    public Seen {
      batches = List.copyOf(batches);
      debts = Map.copyOf(debts);
    }
  }

  /** Does what a round decides. */
  public interface Hands {
    /**
     * Reads in one snapshot the batches of other nodes after these numbers, at most {@link
     * #BATCHES_MAX}, and what this node owes then, but for the fences that run here.
     */
    Seen read(Map<Long, Long> numbers);

    /** Where each lane stands. */
    Map<Long, Long> lanes();

    /** Carries out what another node changed; returns the sessions visited. */
    int carryOut(Batch batch, Change change);

    /** Delivers what other nodes appended. */
    void deliver(List<Batch> batches);

    /** Hears that everything of the other nodes that a round saw is delivered. */
    void heardAll();

    /** Pays what the node owes these fences of a scope. */
    void pay(long scope, List<Long> epochs, int sessions, long micros);

    /** Takes all that is kept here as out of date. */
    void startOver();

    /** The moment by this node's own clock. */
    long nanos();
  }

  /** Rounds that begin where these lanes stand: what was committed before counts as known. */
  public PeerRound(Hands hands, Map<Long, Long> lanes) {
    this.hands = hands;
    read.start(lanes);
  }

  /** Reads once; true if there was more than fits. */
  public boolean run() {
    Seen seen = hands.read(read.numbers());
    if (read.misses(seen.batches())) {
      Map<Long, Long> lanes = hands.lanes();
      hands.startOver();
      read.skip(lanes);
      return true;
    }
    seen.batches().forEach(batch -> batch.change().ifPresent(change -> carryOut(batch, change)));
    hands.deliver(seen.batches());
    read.note(seen.batches());
    if (seen.batches().size() == BATCHES_MAX) {
      return true;
    }
    hands.heardAll();
    seen.debts().forEach(this::pay);
    return false;
  }

  /** Forgets lanes that are there no more. */
  public void keep(Set<Long> lanes) {
    read.keep(lanes);
  }

  private Done carryOut(Batch batch, Change change) {
    long start = hands.nanos();
    int sessions = hands.carryOut(batch, change);
    Done part = new Done(change.epoch(), sessions, (hands.nanos() - start) / 1_000);
    done.put(change.scope(), part);
    return part;
  }

  /** Pays what the node owes a scope. What it did not do when it read the change, it does now. */
  private void pay(long scope, List<Long> epochs) {
    long epoch = epochs.getLast();
    Done part = done.getIfPresent(scope);
    if (part == null || part.epoch() < epoch) {
      Batch owed = new Batch(0, 0, Optional.empty(), List.of());
      Done domain =
          carryOut(
              owed,
              new Change.OfDomain(new DomainId(scope), epochs.getFirst() - 1, epoch, true, true));
      Done account = carryOut(owed, new Change.OfAccount(new AccountId(scope), epoch));
      part =
          new Done(
              epoch, domain.sessions() + account.sessions(), domain.micros() + account.micros());
      done.put(scope, part);
    }
    hands.pay(scope, epochs, part.sessions(), part.micros());
  }
}
