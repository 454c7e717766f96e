package io.drawbridge.server.account.session;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.account.credential.Credentials;
import io.drawbridge.server.account.credential.JwtTokens;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.command.OpenHandler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.observe.SecurityLog.Fact;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.platform.PurposeKey;
import io.drawbridge.server.session.outbox.Answer;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * Trades a refresh token for new tokens.
 *
 * <p>The old token stays good until one of its successors is used for the first time, so that an
 * answer lost on the way locks nobody out. Then it and all other successors are spent; a client
 * that uses a spent one holds a copy, and the session ends (<a
 * href="https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2">RFC 9700, 4.14.2</a>).
 *
 * <p>Parallel requests of one client are no copies: those that come within {@link
 * RefreshTokenStore#GRACE} of one another all get the same successor, also if it is in use by then.
 * A successor is derived from its token, so that it can be told again though only its hash is
 * stored.
 */
public final class RefreshSession implements OpenHandler<SessionCommand.Refresh, Tokens> {
  /**
   * The number of times a session can be refreshed in a row while a parallel request is on its way.
   */
  private static final int STEPS_MAX = 8;

  private final Database database;
  private final Changes changes;

  /** Derives each token from the one before. */
  private final PurposeKey key;

  private final JwtTokens jwt;
  private final SessionStore sessions = new SessionStore();
  private final SecurityLog security;
  private final Duration idleLifetime;
  private final RefreshTokenStore store = new RefreshTokenStore();

  public RefreshSession(
      Platform platform, Changes changes, Credentials credentials, SessionLifetimes lifetimes) {
    this.database = platform.database();
    this.changes = changes;
    this.key = credentials.refreshes();
    this.jwt = credentials.tokens();
    this.security = platform.security();
    this.idleLifetime = lifetimes.idle();
  }

  /** The token given in and what it is traded for; nothing if it is a copy of a spent one. */
  private record Trade(RefreshTokenStore.Token token, Optional<OneTimeSecret> next) {}

  @Override
  public CompletionStage<Answer<Tokens>> handle(
      ClientAddress address, SessionCommand.Refresh command) {
    OneTimeSecret given = new OneTimeSecret(command.refreshToken().value());
    Trade trade =
        database.write(handle -> trade(handle, given)).orElseThrow(RefreshSession::refused);
    RefreshTokenStore.Token token = trade.token();
    if (trade.next().isEmpty()) {
      security.record(
          SecurityEvent.REFRESH_REUSED,
          Fact.account(token.account()),
          Fact.session(token.session()),
          Fact.source(address.network()));
      return endSession(token);
    }
    JwtTokens.Issued access = jwt.issue(token.account(), token.session());
    return CompletableFuture.completedStage(
        Answer.own(
            new Tokens(
                access.token(),
                access.expiresAt(),
                new Secret(trade.next().get().text()),
                token.account(),
                token.session())));
  }

  private Optional<Trade> trade(Handle handle, OneTimeSecret given) {
    if (store.lockSession(handle, given.hash()).isEmpty()) {
      return Optional.empty();
    }
    return store
        .read(handle, given.hash())
        .filter(RefreshTokenStore.Token::sessionLives)
        .map(token -> {
          Optional<OneTimeSecret> next =
              token.spent()
                  ? Optional.of(token)
                      .filter(RefreshTokenStore.Token::spentJustNow)
                      .flatMap(parallel -> follow(handle, given))
                  : Optional.of(rotate(handle, given, token));
          next.ifPresent(traded -> store.used(handle, token.session(), idleLifetime.toSeconds()));
          return new Trade(token, next);
        });
  }

  private OneTimeSecret rotate(Handle handle, OneTimeSecret given, RefreshTokenStore.Token token) {
    if (token.generation() > token.sessionGeneration()) {
      store.advance(handle, token.session(), token.generation(), given.hash());
    }
    long generation = token.generation() + 1;
    RefreshTokenStore.Successors before = store.successors(handle, token.session(), generation);
    boolean again = before.justNow() || before.given() >= RefreshTokenStore.SUCCESSORS_MAX;
    if (again) {
      OneTimeSecret same = successor(given, before.given() - 1);
      if (store.read(handle, same.hash()).isPresent()) {
        return same;
      }
    }
    OneTimeSecret next = successor(given, before.given());
    store.insert(handle, token.session(), generation, next.hash());
    return next;
  }

  /** Finds the token in use now, starting from one that was spent a moment ago. */
  private Optional<OneTimeSecret> follow(Handle handle, OneTimeSecret spent) {
    OneTimeSecret at = spent;
    for (int step = 0; step < STEPS_MAX; step++) {
      Optional<OneTimeSecret> next = used(handle, at);
      if (next.isEmpty() || !store.read(handle, next.get().hash()).orElseThrow().spent()) {
        return next;
      }
      at = next.get();
    }
    return Optional.empty();
  }

  /** The successor that took a token's place: it is good, or has had a successor itself. */
  private Optional<OneTimeSecret> used(Handle handle, OneTimeSecret token) {
    for (int i = 0; i < RefreshTokenStore.SUCCESSORS_MAX; i++) {
      OneTimeSecret candidate = successor(token, i);
      Optional<RefreshTokenStore.Token> known = store.read(handle, candidate.hash());
      if (known.isEmpty()) {
        return Optional.empty();
      }
      boolean hasSuccessor = store.read(handle, successor(candidate, 0).hash()).isPresent();
      if (!known.get().spent() || (known.get().spentJustNow() && hasSuccessor)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private OneTimeSecret successor(OneTimeSecret token, int number) {
    return new OneTimeSecret(
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(key.code(token.text() + "\n" + number)));
  }

  private CompletionStage<Answer<Tokens>> endSession(RefreshTokenStore.Token token) {
    return changes
        .ofAccount(
            token.account(),
            ChangeRequest.<Boolean>own(SessionCommand.Refresh.class, token.account()),
            tx -> sessions.end(tx, token.account(), token.session(), SessionEnd.REVOKED))
        .thenApply(changed -> {
          throw refused();
        });
  }

  private static Failure refused() {
    return Failure.of(ErrorCode.UNAUTHENTICATED, "the refresh token is not valid");
  }
}
