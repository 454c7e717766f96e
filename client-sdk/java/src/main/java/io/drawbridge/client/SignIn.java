package io.drawbridge.client;

import io.drawbridge.client.background.Timers;
import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.protocol.text.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps tokens: gets them by the credentials, and newer ones by the refresh token. The engine asks
 * for one thing at a time.
 */
final class SignIn {

  /** The shortest remaining life with which a token is worth connecting. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  /** The tokens that are known, and whether the access token is good. */
  private record Held(Optional<Tokens> tokens, boolean accessGood) {}

  private final Credentials credentials;
  private final Caller http;
  private final String device;
  private final Timers timers;
  private final TokenListener listener;
  private final AtomicReference<Held> held;

  /** So that what strangers do to the address does not keep this client out. */
  private final AtomicReference<Optional<Secret>> deviceProof =
      new AtomicReference<>(Optional.empty());

  private CompletableFuture<Tokens> underWay =
      CompletableFuture.failedFuture(new IllegalStateException("nothing was asked for yet"));

  SignIn(
      Credentials credentials, Caller http, String device, Timers timers, TokenListener listener) {
    this.credentials = credentials;
    this.http = http;
    this.device = device;
    this.timers = timers;
    this.listener = listener;
    this.held =
        new AtomicReference<>(
            credentials instanceof Credentials.Signed signed
                ? new Held(Optional.of(signed.tokens()), true)
                : new Held(Optional.empty(), false));
  }

  /** The tokens that were used last; any thread. */
  Optional<Tokens> current() {
    return held.get().tokens();
  }

  /** Tokens whose access token is good: those at hand, else newer ones. */
  CompletableFuture<Tokens> tokens() {
    Held now = held.get();
    if (now.tokens().isPresent() && now.accessGood()) {
      Tokens tokens = now.tokens().get();
      if (tokens.accessExpiresAt().isAfter(timers.now().plus(MARGIN))) {
        return CompletableFuture.completedFuture(tokens);
      }
    }
    return renewed();
  }

  /**
   * Newer tokens: of the same session if its refresh token is good, else of a new one. A caller
   * that asks while an answer is under way gets that one: a refresh token used twice ends its
   * session.
   */
  synchronized CompletableFuture<Tokens> renewed() {
    CompletableFuture<Tokens> under = underWay;
    if (under.isDone()) {
      under = fetched();
      underWay = under;
    }
    return under.copy();
  }

  private CompletableFuture<Tokens> fetched() {
    Optional<Tokens> tokens = held.get().tokens();
    if (tokens.isPresent()) {
      return http.call(new SessionCommand.Refresh(tokens.get().refreshToken()))
          .thenApply(this::keep)
          .exceptionallyCompose(thrown ->
              spent(thrown) ? afterSpent(thrown) : CompletableFuture.failedFuture(thrown));
    }
    return signIn();
  }

  /** The server does not take the access token, although its time is not over. */
  void accessRefused() {
    held.updateAndGet(now -> new Held(now.tokens(), false));
  }

  /** The meaning, for the connection, of a session that was not started or renewed. */
  static StopCause refusal(ErrorCode code) {
    return code.httpStatus() == ErrorCode.UNAUTHENTICATED.httpStatus()
        ? new StopCause.ByServer(
            CloseCode.UNAUTHENTICATED.number(), Optional.of(CloseCode.UNAUTHENTICATED))
        : new StopCause.Lost("the session was not started: " + code.wire());
  }

  /** True if asking again cannot help: a person has to sign in. */
  static boolean hopeless(Throwable thrown) {
    return RequestFailed.in(thrown)
        .flatMap(RequestFailed::code)
        .map(code -> code.retry() != ErrorCode.Retry.LATER)
        .orElse(false);
  }

  private CompletableFuture<Tokens> afterSpent(Throwable thrown) {
    boolean again =
        credentials instanceof Credentials.Password || credentials instanceof Credentials.ApiToken;
    return again ? signIn() : CompletableFuture.failedFuture(thrown);
  }

  private CompletableFuture<Tokens> signIn() {
    CompletableFuture<Tokens> tokens =
        switch (credentials) {
          case Credentials.Signed signed ->
              http.call(new SessionCommand.Refresh(signed.tokens().refreshToken()));
          case Credentials.Refresh refresh ->
              http.call(new SessionCommand.Refresh(refresh.token()));
          case Credentials.Password password ->
              http.call(
                  new AccountCommand.SignIn(
                      password.email(), password.password(), device, deviceProof.get()));
          case Credentials.ApiToken bot ->
              http.call(new AccountCommand.SignInBot(bot.token(), device));
          case Credentials.Link link ->
              http.call(
                      new AccountCommand.Redeem(link.token(), link.name(), link.password(), device))
                  .thenApply(AccountResult.Redeemed::tokens);
          case Credentials.Code code ->
              http.call(new InvitationCommand.Claim(code.code(), code.name(), device))
                  .thenApply(AccountResult.Redeemed::tokens);
        };
    return tokens.thenApply(this::keep);
  }

  private Tokens keep(Tokens tokens) {
    listener.onTokens(tokens);
    tokens.deviceProof().ifPresent(proof -> deviceProof.set(Optional.of(proof)));
    held.set(new Held(Optional.of(tokens), true));
    return tokens;
  }

  private static boolean spent(Throwable thrown) {
    return RequestFailed.in(thrown)
        .flatMap(RequestFailed::code)
        .map(code -> code.httpStatus() == ErrorCode.UNAUTHENTICATED.httpStatus())
        .orElse(false);
  }
}
