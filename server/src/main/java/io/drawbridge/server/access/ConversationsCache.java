package io.drawbridge.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.db.Database;
import java.util.Optional;

/**
 * Facts about conversations in a bounded cache. What does not exist is not remembered, and {@link
 * #spend} asks the database for what is: so an answer {@code not_found} costs one query either way,
 * and its time tells nothing.
 */
final class ConversationsCache implements Conversations {
  private static final int CONVERSATIONS_MAX = 50_000;

  private final Database database;
  private final ConversationStore store;
  private final Cache<ConversationId, Optional<ConversationFacts>> cache =
      Caffeine.newBuilder().maximumSize(CONVERSATIONS_MAX).build();

  ConversationsCache(Database database, ConversationStore store) {
    this.database = database;
    this.store = store;
  }

  @Override
  public Optional<ConversationFacts> facts(ConversationId conversation) {
    return look(conversation).facts();
  }

  /** The facts, and whether the database was asked for them. */
  record Look(Optional<ConversationFacts> facts, boolean asked) {}

  Look look(ConversationId conversation) {
    Optional<ConversationFacts> known = cache.getIfPresent(conversation);
    if (known != null) {
      return new Look(known, false);
    }
    // get() of the cache, not put(): a forget() that comes while the row is read must win.
    Optional<ConversationFacts> read =
        cache.get(conversation, key -> database.query(handle -> store.facts(handle, key)));
    if (read.isEmpty()) {
      cache.invalidate(conversation);
    }
    return new Look(read, true);
  }

  /** Spends the time that looking for an unknown conversation takes. */
  void spend(ConversationId conversation) {
    Optional<ConversationFacts> found = database.query(handle -> store.facts(handle, conversation));
    if (found.isEmpty()) {
      cache.invalidate(conversation);
    }
  }

  @Override
  public void forget(ConversationId conversation) {
    cache.invalidate(conversation);
  }
}
