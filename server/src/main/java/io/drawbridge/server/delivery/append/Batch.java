package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.delivery.append.Append.Claim;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Appends that may share one transaction: no two with the same key, and no two that depend on each
 * other's effect on one message: a claim on the whole of it stands alone, those on different parts
 * go together.
 */
final class Batch {
  private final int max;
  private final List<Waiting> appends = new ArrayList<>();
  private final Set<Key> keys = new HashSet<>();
  private final Set<Place> whole = new HashSet<>();
  private final Set<Place> shared = new HashSet<>();
  private final Set<Part> parts = new HashSet<>();

  Batch(int max) {
    this.max = max;
  }

  List<Waiting> appends() {
    return appends;
  }

  boolean isFull() {
    return appends.size() >= max;
  }

  /**
   * Adds an append; false if it, and everything behind it, has to wait for the next transaction.
   */
  boolean add(Waiting waiting) {
    Key key = new Key(waiting.author(), waiting.append().key().clientId());
    if (keys.contains(key) || !fits(waiting)) {
      return false;
    }
    keys.add(key);
    appends.add(waiting);
    return true;
  }

  private boolean fits(Waiting waiting) {
    Optional<Claim> claim = waiting.append().claim();
    if (claim.isEmpty()) {
      return true;
    }
    Place place = new Place(waiting.facts().id().value(), claim.get().target());
    Optional<String> part = claim.get().part();
    if (part.isEmpty()) {
      return !shared.contains(place) && whole.add(place);
    }
    if (whole.contains(place) || !parts.add(new Part(place, part.get()))) {
      return false;
    }
    shared.add(place);
    return true;
  }

  private record Key(AccountId account, String clientId) {}

  private record Place(long conversation, long pos) {}

  private record Part(Place place, String name) {}
}
