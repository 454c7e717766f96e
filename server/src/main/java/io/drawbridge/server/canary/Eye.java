package io.drawbridge.server.canary;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.canary.CanaryStore.Sight;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.ConnectedSessions;
import io.drawbridge.server.session.outbox.Egress;
import io.drawbridge.server.session.outbox.MemoryBudget;
import io.drawbridge.server.session.outbox.SessionLimits;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
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
  private final Egress egress;
  private final CanaryStore store = new CanaryStore();
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

  Eye(Platform platform, Access access, ConnectedSessions sessions, String node) {
    this.platform = platform;
    this.access = access;
    this.sessions = sessions;
    this.node = node;
    this.egress =
        new Egress(
            access.egress(),
            platform.clock(),
            platform.codec(),
            SessionLimits.DEFAULT,
            new MemoryBudget(MEMORY_BYTES),
            platform.metrics());
  }

  /** Connects them, if they are not. Blocks. */
  synchronized void open(Place place) {
    if (closed || both.filter(Both::open).isPresent()) {
      return;
    }
    both.ifPresent(Both::close);
    EyeConnection external =
        connect(
            place,
            place.external(),
            word -> {
              switch (word.when()) {
                case BEFORE -> note(word.round(), new Sight(true, false, false));
                case AFTER -> leak(word.round());
                case LAST -> leak(word.round());
              }
            });
    EyeConnection member =
        connect(
            place,
            place.member(),
            word -> {
              if (word.when() == Word.When.LAST) {
                // Behind what was given to both of them by the same task of this loop.
                external.execute(() -> note(word.round(), new Sight(false, true, isLeaked(word))));
              }
            });
    both = Optional.of(new Both(member, external));
    platform
        .database()
        .write(handle -> {
          store.open(handle, node);
          return node;
        });
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

  private boolean isLeaked(Word word) {
    return leaked.get() == word.round();
  }

  private void leak(long round) {
    leaked.set(round);
    LOG.error("what was said after the receipt of a removal reached the one removed, here");
    note(round, new Sight(false, false, true));
  }

  private void note(long round, Sight sight) {
    platform
        .threads()
        .execute(() ->
            platform
                .database()
                .query(handle -> {
                  store.saw(handle, node, round, sight);
                  return sight;
                }));
  }

  /** The last round in which this node broke the promise. */
  OptionalLong leaked() {
    long round = leaked.get();
    return round == NONE ? OptionalLong.empty() : OptionalLong.of(round);
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
