package io.drawbridge.server.account;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.frame.AccountResult.Tokens;
import io.drawbridge.protocol.frame.Secret;
import io.drawbridge.protocol.frame.SessionEnd;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.MembershipLanes;
import io.drawbridge.server.failure.Failure;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * Opens a session for an account that has proved itself: always a new one, with new tokens. At the
 * limit of sessions, those not used for longest make room, which cuts their sockets. Thread-safe.
 */
public final class OpenSession {
  private final Database database;
  private final MembershipLanes lanes;
  private final Ids ids;
  private final SecureRandom random;
  private final JwtTokens jwt;
  private final SessionStore sessions;
  private final Duration idleLifetime;
  private final RefreshTokenStore refreshTokens = new RefreshTokenStore();

  /** {@code idleLifetime}: a session that is not used for so long cannot be refreshed any more. */
  public OpenSession(
      Database database,
      MembershipLanes lanes,
      Ids ids,
      SecureRandom random,
      JwtTokens jwt,
      SessionStore sessions,
      Duration idleLifetime) {
    this.database = database;
    this.lanes = lanes;
    this.ids = ids;
    this.random = random;
    this.jwt = jwt;
    this.sessions = sessions;
    this.idleLifetime = idleLifetime;
  }

  /**
   * Blocks on the database.
   *
   * @return the tokens; fails with {@code sign_in_failed} if the account has ended meanwhile
   */
  public CompletionStage<Tokens> open(AccountId account, String device) {
    SessionId session = new SessionId(ids.next());
    OneTimeSecret refresh = OneTimeSecret.fresh(random);
    boolean opened =
        database.write(handle -> {
          lock(handle, account);
          boolean room = sessions.countLive(handle, account) < Limits.SESSIONS_PER_ACCOUNT_MAX;
          if (room) {
            insert(handle, session, account, device, refresh);
          }
          return room;
        });
    if (opened) {
      return CompletableFuture.completedStage(tokens(account, session, refresh));
    }
    return lanes
        .submitAccount(
            account,
            account,
            handle -> {
              lock(handle, account);
              sessions.endOldest(
                  handle, account, Limits.SESSIONS_PER_ACCOUNT_MAX - 1, SessionEnd.REPLACED);
              insert(handle, session, account, device, refresh);
              return session;
            })
        .thenApply(changed -> tokens(account, session, refresh));
  }

  private void lock(Handle handle, AccountId account) {
    if (!sessions.lockAccount(handle, account)) {
      throw Failure.of(ErrorCode.SIGN_IN_FAILED, "the account has ended");
    }
  }

  private void insert(
      Handle handle, SessionId session, AccountId account, String device, OneTimeSecret refresh) {
    sessions.insert(handle, session, account, device, idleLifetime);
    refreshTokens.insert(handle, session, 1, refresh.hash());
  }

  private Tokens tokens(AccountId account, SessionId session, OneTimeSecret refresh) {
    JwtTokens.Issued access = jwt.issue(account, session);
    return new Tokens(
        access.token(), access.expiresAt(), new Secret(refresh.text()), account, session);
  }
}
