package io.drawbridge.server.canary;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.canary.CanaryStore.Sight;
import io.drawbridge.server.db.Outage;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.ConnectedSessions;
import io.drawbridge.server.session.outbox.Egress;
import io.drawbridge.server.session.outbox.MemoryBudget;
import io.drawbridge.server.session.outbox.SessionLimits;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects the canary's two people to this node, and notes what comes to them, whichever node runs
 * the round. What was said after the receipt and comes to the external all the same breaks the
 * promise of this server, by this node. Thread-safe.
 */
final class Eye implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Eye.class);
  private static final long MEMORY_BYTES = 4L << 20;
  private static final long NONE = 0;

  private final Platform platform;
  private final Access access;
  private final ConnectedSessions sessions;
  private final String node;
  private final BooleanSupplier serves;
  private final Egress egress;
  private final CanaryStore store = new CanaryStore();

  /** The last round in which the external heard too much; whether it did is asked afterwards. */
  private final AtomicLong suspected = new AtomicLong(NONE);

  private final AtomicLong leaked = new AtomicLong(NONE);
  private Optional<Both> both = Optional.empty();
  private boolean closed;

  private record Both(EyeConnection member, EyeConnection external) {
    boolean open() {
      return member.isOpen() && external.isOpen();
    }

    void close() {
      member.close();
      external.close();
    }
  }

  /**
   * @param serves whether this node has the right to let something out
   */
  Eye(
      Platform platform,
      Access access,
      ConnectedSessions sessions,
      String node,
      BooleanSupplier serves) {
    this.platform = platform;
    this.access = access;
    this.sessions = sessions;
    this.node = node;
    this.serves = serves;
    this.egress =
        new Egress(
            access.egress(),
            platform.clock(),
            platform.codec(),
            SessionLimits.DEFAULT,
            new MemoryBudget(MEMORY_BYTES),
            platform.metrics());
  }

  /**
   * Connects them, if they are not, while this node serves. Without a right to serve it lets them
   * go: links of the canary are forgotten after a while, and what a node that was away for longer
   * still knows of them is gone by then. Blocks.
   */
  synchronized void look(Supplier<Place> places) {
    if (closed) {
      return;
    }
    if (!serves.getAsBoolean()) {
      both.ifPresent(Both::close);
      both = Optional.empty();
    } else if (both.filter(Both::open).isEmpty()) {
      both.ifPresent(Both::close);
      both = Optional.of(connect(places.get()));
      platform
          .database()
          .write(handle -> {
            store.open(handle, node);
            return node;
          });
    }
  }

  private Both connect(Place place) {
    EyeConnection external =
        connect(
            place,
            place.external(),
            word -> {
              switch (word.when()) {
                case BEFORE -> note(word.round(), new Sight(true, false, false));
                case AFTER, LAST -> suspect(word.round());
              }
            });
    EyeConnection member =
        connect(
            place,
            place.member(),
            word -> {
              if (word.when() == Word.When.LAST) {
                // Behind what was given to both of them by the same task of this loop.
                external.execute(() -> end(word.round()));
              }
            });
    return new Both(member, external);
  }

  private EyeConnection connect(Place place, AccountId account, Consumer<Word> heard) {
    return EyeConnection.open(
        account,
        new SessionId(platform.ids().next()),
        place.conversation(),
        sessions,
        access.residency(),
        egress,
        heard);
  }

  private void suspect(long round) {
    suspected.set(round);
    note(round, new Sight(false, false, true));
  }

  /** In one row with what is suspected, so that nobody sees the end of a round without it. */
  private void end(long round) {
    note(round, new Sight(false, true, suspected.get() == round));
  }

  private void note(long round, Sight sight) {
    platform
        .threads()
        .execute(() -> {
          try {
            write(round, sight);
          } catch (RuntimeException lost) {
            LOG.atLevel(Outage.level(lost)).setCause(lost).log("what the canary saw is not noted");
          }
        });
  }

  private void write(long round, Sight sight) {
    boolean leak = platform.database().query(handle -> store.saw(handle, node, round, sight));
    if (leak && leaked.getAndSet(round) != round) {
      LOG.error("what was said after the receipt of a removal reached the one removed, here");
    } else if (sight.leaked() && !leak) {
      LOG.warn("what was said in a round of the canary came only after the next one had begun");
    }
  }

  /** Returns whether this node broke the promise since its start. */
  boolean hasLeaked() {
    return leaked.get() != NONE;
  }

  @Override
  public synchronized void close() {
    closed = true;
    both.ifPresent(Both::close);
    try {
      platform
          .database()
          .query(handle -> {
            store.shut(handle, node);
            return node;
          });
    } catch (RuntimeException away) {
      LOG.debug("the eye stays in the database until the node is gone", away);
    }
  }
}
