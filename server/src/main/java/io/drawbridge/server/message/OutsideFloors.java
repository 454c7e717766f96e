package io.drawbridge.server.message;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.db.Database;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * From where on externals see conversations. It changes only with the membership, and so is known
 * until the domain has another epoch: reading messages takes no statement more. What a clock ended
 * counts until its entry in the log, which follows within seconds. Thread-safe; blocks.
 */
final class OutsideFloors {
  private static final int CONVERSATIONS_MAX = 10_000;

  private static final Comparator<Floor> BY_EPOCH =
      Comparator.comparingLong(Floor::epoch).thenComparingLong(Floor::pos);

  private final OutsideStore store;
  private final Cache<ConversationId, Floors> known =
      Caffeine.newBuilder().maximumSize(CONVERSATIONS_MAX).build();

  OutsideFloors(Database database) {
    this.store = new OutsideStore(database);
  }

  /** The floor of somebody from outside. */
  record Floor(long epoch, long pos) {}

  /**
   * The floors of a conversation: the lowest, above which lies what is seen from any.
   *
   * @param asOf the domain's epoch in the snapshot that had them
   */
  record Floors(long asOf, List<Floor> lowest) {
    static final Floors NONE = new Floors(0, List.of());

    /** From all floors; most stand on others. */
    static Floors of(long asOf, List<Floor> all) {
      List<Floor> lowest = new ArrayList<>();
      for (Floor floor : all.stream().sorted(BY_EPOCH).toList()) {
        if (lowest.isEmpty() || floor.pos() < lowest.getLast().pos()) {
          lowest.add(floor);
        }
      }
      return new Floors(asOf, List.copyOf(lowest));
    }

    /** Returns whether somebody from outside sees the message there. */
    boolean show(long pos, long epoch) {
      return lowest.stream().anyMatch(floor -> pos > floor.pos() && epoch >= floor.epoch());
    }
  }

  /** The floors at an epoch or after it. */
  Floors of(ConversationId conversation, long epoch) {
    Floors held = known.getIfPresent(conversation);
    if (held != null && held.asOf() >= epoch) {
      return held;
    }
    Floors read = store.floors(conversation);
    known
        .asMap()
        .merge(conversation, read, (one, other) -> one.asOf() > other.asOf() ? one : other);
    return read;
  }
}
