package io.drawbridge.server.account.session;

import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.MembershipLanes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.observe.SecurityLog.Fact;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * Ends one of the caller's own sessions. A session's id is no right: those of others do not exist
 * for the caller. Idempotent by nature, since a session ends once.
 */
public final class RevokeSession implements Handler<SessionCommand.Revoke, Receipt> {
  private final MembershipLanes lanes;
  private final SessionStore sessions;
  private final SecurityLog security;

  public RevokeSession(MembershipLanes lanes, SessionStore sessions, SecurityLog security) {
    this.lanes = lanes;
    this.sessions = sessions;
    this.security = security;
  }

  @Override
  public CompletionStage<Answer<Receipt>> handle(Caller caller, SessionCommand.Revoke command) {
    return lanes
        .submitAccount(caller.account(), caller.account(), handle -> end(handle, caller, command))
        .thenApply(changed -> {
          if (changed.value()) {
            security.record(
                SecurityEvent.SESSION_ENDED,
                Fact.account(caller.account()),
                Fact.session(command.session()),
                Fact.by(caller.account()));
          }
          return Answer.own(changed.receipt().orElseThrow());
        });
  }

  private boolean end(Handle handle, Caller caller, SessionCommand.Revoke command) {
    boolean ended = sessions.end(handle, caller.account(), command.session(), SessionEnd.REVOKED);
    if (!ended
        && sessions
            .find(handle, command.session())
            .filter(known -> known.account().equals(caller.account()))
            .isEmpty()) {
      throw Failure.notFound();
    }
    return ended;
  }
}
