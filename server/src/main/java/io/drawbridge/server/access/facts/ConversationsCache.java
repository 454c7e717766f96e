package io.drawbridge.server.access.facts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.db.Database;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Facts about conversations in a bounded cache. What does not exist is not remembered. */
public final class ConversationsCache implements Conversations {
  private static final int CONVERSATIONS_MAX = 50_000;

  private final Database database;
  private final ConversationStore store;
  private final AtomicLong forgotten = new AtomicLong();
  private final Cache<ConversationId, Optional<ConversationFacts>> cache =
      Caffeine.newBuilder().maximumSize(CONVERSATIONS_MAX).build();

  public ConversationsCache(Database database, ConversationStore store) {
    this.database = database;
    this.store = store;
  }

  @Override
  public Optional<ConversationFacts> facts(ConversationId conversation) {
    while (true) {
      long before = forgotten.get();
      // get() of the cache, not put(): a forget() that comes while the row is read must win.
      Optional<ConversationFacts> read =
          cache.get(conversation, key -> database.query(handle -> store.facts(handle, key)));
      boolean overtaken = forgotten.get() != before;
      if (read.isEmpty() || overtaken) {
        cache.invalidate(conversation);
      }
      if (!overtaken) {
        return read;
      }
    }
  }

  /** The facts if they are in the cache; the database is not asked. */
  public Optional<ConversationFacts> remembered(ConversationId conversation) {
    Optional<ConversationFacts> known = cache.getIfPresent(conversation);
    return known == null ? Optional.empty() : known;
  }

  /**
   * The facts if the person may know of the conversation, by one statement; only then the cache is
   * filled.
   */
  public Optional<ConversationFacts> known(AccountId person, ConversationId conversation) {
    return database.query(handle -> store.knows(handle, person, conversation))
        ? facts(conversation)
        : Optional.empty();
  }

  @Override
  public void forget(ConversationId conversation) {
    cache.invalidate(conversation);
  }

  @Override
  public void forget(DomainId domain) {
    // First: what is being read just now does not show in the cache yet.
    forgotten.incrementAndGet();
    cache.asMap().values().removeIf(known -> isOf(known, domain));
  }

  @Override
  public void forgetAll() {
    forgotten.incrementAndGet();
    cache.invalidateAll();
  }

  private static boolean isOf(Optional<ConversationFacts> known, DomainId domain) {
    return known.map(ConversationFacts::domain).filter(domain::equals).isPresent();
  }
}
