package io.drawbridge.server.account;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.AccountResult.Tokens;
import io.drawbridge.protocol.frame.Secret;
import io.drawbridge.protocol.frame.SessionCommand;
import io.drawbridge.protocol.frame.SessionEnd;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.MembershipLanes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.Answer;
import io.drawbridge.server.session.ClientAddress;
import io.drawbridge.server.session.OpenHandler;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * Trades a refresh token for new tokens.
 *
 * <p>The old token stays good until one of its successors is used for the first time, so that an
 * answer lost on the way locks nobody out. Then it and all other successors are spent; whoever uses
 * a spent one holds a copy, and the session ends (<a
 * href="https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2">RFC 9700, 4.14.2</a>).
 */
public final class RefreshSession implements OpenHandler<SessionCommand.Refresh, Tokens> {
  private final Database database;
  private final MembershipLanes lanes;
  private final SecureRandom random;
  private final JwtTokens jwt;
  private final SessionStore sessions;
  private final Duration idleLifetime;
  private final RefreshTokenStore store = new RefreshTokenStore();

  public RefreshSession(
      Database database,
      MembershipLanes lanes,
      SecureRandom random,
      JwtTokens jwt,
      SessionStore sessions,
      Duration idleLifetime) {
    this.database = database;
    this.lanes = lanes;
    this.random = random;
    this.jwt = jwt;
    this.sessions = sessions;
    this.idleLifetime = idleLifetime;
  }

  @Override
  public CompletionStage<Answer<Tokens>> handle(
      ClientAddress address, SessionCommand.Refresh command) {
    OneTimeSecret given = new OneTimeSecret(command.refreshToken().value());
    OneTimeSecret next = OneTimeSecret.fresh(random);
    Optional<RefreshTokenStore.Token> found =
        database.write(handle -> rotate(handle, given.hash(), next));
    RefreshTokenStore.Token token = found.orElseThrow(RefreshSession::refused);
    if (token.spent()) {
      return endSession(token);
    }
    JwtTokens.Issued access = jwt.issue(token.account(), token.session());
    return CompletableFuture.completedStage(
        Answer.own(
            new Tokens(
                access.token(),
                access.expiresAt(),
                new Secret(next.text()),
                token.account(),
                token.session())));
  }

  private Optional<RefreshTokenStore.Token> rotate(Handle handle, byte[] hash, OneTimeSecret next) {
    if (store.lockSession(handle, hash).isEmpty()) {
      return Optional.empty();
    }
    Optional<RefreshTokenStore.Token> found =
        store.read(handle, hash).filter(RefreshTokenStore.Token::sessionLives);
    found
        .filter(token -> !token.spent())
        .ifPresent(token -> {
          if (token.generation() > token.sessionGeneration()) {
            store.advance(handle, token.session(), token.generation(), hash);
          }
          long successor = token.generation() + 1;
          store.trimSuccessors(handle, token.session(), successor);
          store.insert(handle, token.session(), successor, next.hash());
          store.used(handle, token.session(), idleLifetime.toSeconds());
        });
    return found;
  }

  private CompletionStage<Answer<Tokens>> endSession(RefreshTokenStore.Token token) {
    return lanes
        .submitAccount(
            token.account(),
            token.account(),
            handle -> sessions.end(handle, token.account(), token.session(), SessionEnd.REVOKED))
        .thenApply(changed -> {
          throw refused();
        });
  }

  private static Failure refused() {
    return Failure.of(ErrorCode.UNAUTHENTICATED, "the refresh token is not valid");
  }
}
