package io.drawbridge.server.account.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.account.credential.JwtTokens;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.Authenticator;
import io.drawbridge.server.session.SessionLife;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Knows, on this node, which sessions live: proves access tokens, and tells the fence and the
 * connections which sessions have ended. Thread-safe.
 *
 * <p>Live sessions are cached as they are asked for; the ends of the last hour are kept apart,
 * which is longer than any access token lives. A {@link #refresh} that comes between another
 * thread's read of a session and its filling of the cache makes that fill void: the number of
 * refreshes is compared before it is put.
 */
public final class SessionRegister implements Authenticator, SessionLife {
  private static final Duration MARGIN = Duration.ofHours(1);

  private static final long CACHED_MAX = 200_000;

  private final JwtTokens tokens;
  private final Database database;
  private final DatabaseClock clock;
  private final SessionStore store;
  private final Duration endsKept;

  private final Cache<SessionId, AccountId> live =
      Caffeine.newBuilder().maximumSize(CACHED_MAX).build();
  private final Map<SessionId, End> ended = new ConcurrentHashMap<>();
  private final Set<SessionId> seen = ConcurrentHashMap.newKeySet();

  /** Guards the order of refreshes and fills. */
  private final ReentrantLock filling = new ReentrantLock();

  private final AtomicLong refreshes = new AtomicLong();

  private record End(SessionEnd reason, Instant forgetAt) {}

  public SessionRegister(
      JwtTokens tokens, Database database, DatabaseClock clock, SessionStore store) {
    this.endsKept = tokens.lifetime().plus(MARGIN);
    this.tokens = tokens;
    this.database = database;
    this.clock = clock;
    this.store = store;
  }

  @Override
  public Authenticated authenticate(String accessToken) {
    JwtTokens.Verified token = tokens.verify(accessToken);
    SessionId session = token.session();
    if (ended.containsKey(session)
        || !account(session).filter(token.account()::equals).isPresent()) {
      throw Failure.of(ErrorCode.UNAUTHENTICATED, "the session has ended");
    }
    seen.add(session);
    Instant end = token.expiresAt();
    return new Authenticated(
        new Caller(token.account(), session), end.getEpochSecond() * 1_000_000);
  }

  @Override
  public Optional<SessionEnd> ended(SessionId session) {
    return Optional.ofNullable(ended.get(session)).map(End::reason);
  }

  @Override
  public void refresh(AccountId account) {
    filling.lock();
    try {
      refreshes.incrementAndGet();
      note(database.query(handle -> store.endedSince(handle, Set.of(account), endsKept)));
    } finally {
      filling.unlock();
    }
  }

  @Override
  public void refreshAll(Set<AccountId> accounts) {
    filling.lock();
    try {
      refreshes.incrementAndGet();
      live.invalidateAll();
      note(database.query(handle -> store.endedSince(handle, accounts, endsKept)));
    } finally {
      filling.unlock();
    }
  }

  private void note(List<SessionStore.SessionEnded> ends) {
    Instant forgetAt = clock.now().plus(endsKept);
    for (SessionStore.SessionEnded end : ends) {
      ended.putIfAbsent(end.session(), new End(end.reason(), forgetAt));
      live.invalidate(end.session());
    }
  }

  /** Writes when sessions were last seen, and forgets old ends. Called every minute. */
  public void tidy() {
    Instant now = clock.now();
    ended.values().removeIf(end -> end.forgetAt().isBefore(now));
    Collection<SessionId> batch = List.copyOf(seen);
    if (!batch.isEmpty()) {
      database.write(handle -> {
        store.seen(handle, batch);
        return batch.size();
      });
      seen.removeAll(batch);
    }
  }

  /** The account of a live session. */
  private Optional<AccountId> account(SessionId session) {
    AccountId cached = live.getIfPresent(session);
    if (cached != null) {
      return Optional.of(cached);
    }
    long before = refreshes.get();
    Optional<AccountId> loaded =
        database
            .query(handle -> store.find(handle, session))
            .filter(known -> known.ended().isEmpty())
            .map(SessionStore.Known::account);
    loaded.ifPresent(account -> fill(session, account, before));
    return loaded.filter(account -> !ended.containsKey(session));
  }

  private void fill(SessionId session, AccountId account, long before) {
    filling.lock();
    try {
      if (refreshes.get() == before) {
        live.put(session, account);
      }
    } finally {
      filling.unlock();
    }
  }
}
