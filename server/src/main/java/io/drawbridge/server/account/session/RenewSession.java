package io.drawbridge.server.account.session;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.result.SessionResult.Renewed;
import io.drawbridge.server.command.SessionHandler;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.Authenticator;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.outbox.Answer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps a connection alive by a newer access token of the session it belongs to. */
public final class RenewSession implements SessionHandler<SessionCommand.Renew, Renewed> {
  private final Authenticator authenticator;

  public RenewSession(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public CompletionStage<Answer<Renewed>> handle(Session session, SessionCommand.Renew command) {
    Authenticator.Authenticated proved = authenticator.authenticate(command.accessToken().value());
    if (!proved.caller().in(session.caller().tab()).equals(session.caller())) {
      throw Failure.of(ErrorCode.UNAUTHENTICATED, "the access token is of another session");
    }
    session.renewUntil(proved.expiresAtMicros());
    Instant end = Instant.EPOCH.plus(proved.expiresAtMicros(), ChronoUnit.MICROS);
    return CompletableFuture.completedStage(Answer.own(new Renewed(end)));
  }
}
