package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.id.AccountId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Appends that may share one transaction: no two with the same key, and no two that depend on each
 * other's effect on one message. Reactions to one message by different people or emojis may.
 */
final class Batch {
  private final int max;
  private final List<Waiting> appends = new ArrayList<>();
  private final Set<Key> keys = new HashSet<>();
  private final Set<Place> rewritten = new HashSet<>();
  private final Set<Place> reacted = new HashSet<>();
  private final Set<Reaction> reactions = new HashSet<>();

  Batch(int max) {
    this.max = max;
  }

  List<Waiting> appends() {
    return appends;
  }

  boolean isFull() {
    return appends.size() >= max;
  }

  /** False if it has to wait for the next transaction, and everything behind it too. */
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
    long conversation = waiting.facts().id().value();
    return switch (waiting.append()) {
      case Append.Post _ -> true;
      case Append.Edit edit -> rewrites(new Place(conversation, edit.target()));
      case Append.Delete delete -> rewrites(new Place(conversation, delete.target()));
      case Append.Pin pin -> rewrites(new Place(conversation, pin.target()));
      case Append.React react -> {
        Place place = new Place(conversation, react.target());
        if (rewritten.contains(place)
            || !reactions.add(new Reaction(place, react.emoji(), waiting.author()))) {
          yield false;
        }
        reacted.add(place);
        yield true;
      }
    };
  }

  private boolean rewrites(Place place) {
    return !reacted.contains(place) && rewritten.add(place);
  }

  /** The position of the message that an append needs its author to see. */
  static Optional<Long> subject(Append append) {
    return switch (append) {
      case Append.Post post -> post.quote();
      case Append.Edit edit -> Optional.of(edit.target());
      case Append.Delete delete -> Optional.of(delete.target());
      case Append.React react -> Optional.of(react.target());
      case Append.Pin pin -> Optional.of(pin.target());
    };
  }

  /** The people an append names. */
  static Set<AccountId> mentioned(Append append) {
    return switch (append) {
      case Append.Post post -> post.mentions();
      case Append.Edit edit -> edit.mentions();
      case Append.Delete _, Append.React _, Append.Pin _ -> Set.of();
    };
  }

  private record Key(AccountId account, String clientId) {}

  private record Place(long conversation, long pos) {}

  private record Reaction(Place place, String emoji, AccountId person) {}
}
