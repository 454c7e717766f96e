package io.drawbridge.server.account.session;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of {@code refresh_token}, under the lock of their session's row. */
public final class RefreshTokenStore {
  /** Successors of the token in use that may wait to be used, one for each answer that got lost. */
  public static final int SUCCESSORS_MAX = 8;

  /** The time within which requests count as parallel ones of the same client. */
  static final Duration GRACE = Duration.ofSeconds(10);

  /** The number of generations for which spent tokens are known, so that their reuse is noticed. */
  private static final int GENERATIONS_KEPT = 100;

  /** A token and its session, read under the session's lock. */
  record Token(
      AccountId account,
      SessionId session,
      boolean sessionLives,
      long sessionGeneration,
      long generation,
      boolean spent,
      boolean spentJustNow) {}

  /** The successors that were given out for a token. */
  record Successors(int given, boolean justNow) {}

  /** Locks the session of a token; the token itself is read by {@link #read} after that. */
  Optional<SessionId> lockSession(Handle handle, byte[] hash) {
    return handle
        .createQuery(
            """
            select id from session
            where id = (select session from refresh_token where hash = :hash) for no key update
            """)
        .bind("hash", hash)
        .mapTo(Long.class)
        .findOne()
        .map(SessionId::new);
  }

  public Optional<Token> read(Handle handle, byte[] hash) {
    return handle
        .createQuery(
            """
            select s.account, s.id, s.generation as session_generation, t.generation, t.spent,
                   coalesce(t.spent_at > clock_timestamp() - make_interval(secs => :grace), false)
                     as just_now,
                   s.ended_at is null and s.idle_until > clock_timestamp() and a.ended_at is null as lives
            from refresh_token t join session s on s.id = t.session join account a on a.id = s.account
            where t.hash = :hash
            """)
        .bind("hash", hash)
        .bind("grace", (double) GRACE.toSeconds())
        .map(row ->
            new Token(
                new AccountId(row.getColumn("account", Long.class)),
                new SessionId(row.getColumn("id", Long.class)),
                row.getColumn("lives", Boolean.class),
                row.getColumn("session_generation", Long.class),
                row.getColumn("generation", Long.class),
                row.getColumn("spent", Boolean.class),
                row.getColumn("just_now", Boolean.class)))
        .findOne();
  }

  void insert(Handle handle, SessionId session, long generation, byte[] hash) {
    handle
        .createUpdate(
            """
            insert into refresh_token (hash, session, generation) values (:hash, :session, :generation)
            """)
        .bind("hash", hash)
        .bind("session", session.value())
        .bind("generation", generation)
        .execute();
  }

  /** Notes the first use of a successor: it is the one in use now, all others are spent. */
  void advance(Handle handle, SessionId session, long generation, byte[] hash) {
    handle
        .createUpdate("update session set generation = :generation where id = :session")
        .bind("session", session.value())
        .bind("generation", generation)
        .execute();
    handle
        .createUpdate(
            """
            update refresh_token set spent = true, spent_at = clock_timestamp()
            where session = :session and not spent and hash <> :hash
            """)
        .bind("session", session.value())
        .bind("hash", hash)
        .execute();
    handle
        .createUpdate("delete from refresh_token where session = :session and generation < :kept")
        .bind("session", session.value())
        .bind("kept", generation - GENERATIONS_KEPT)
        .execute();
  }

  /** The successors of the token in use, which are of the generation after its own. */
  Successors successors(Handle handle, SessionId session, long generation) {
    return handle
        .createQuery(
            """
            select count(*) as given,
              coalesce(max(issued_at) > clock_timestamp() - make_interval(secs => :grace), false) as just_now
            from refresh_token where session = :session and generation = :generation
            """)
        .bind("session", session.value())
        .bind("generation", generation)
        .bind("grace", (double) GRACE.toSeconds())
        .map(row ->
            new Successors(
                row.getColumn("given", Integer.class), row.getColumn("just_now", Boolean.class)))
        .one();
  }

  /** Notes that the session is in use: its idle time starts again. */
  void used(Handle handle, SessionId session, long idleSeconds) {
    handle
        .createUpdate(
            """
            update session set last_seen_at = clock_timestamp(),
                idle_until = least(clock_timestamp() + make_interval(secs => :idle), ends_at)
            where id = :session
            """)
        .bind("session", session.value())
        .bind("idle", (double) idleSeconds)
        .execute();
  }
}
