package io.drawbridge.server.account.session;

import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.observe.SecurityLog.Fact;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/**
 * Ends one of the caller's own sessions. A session's id is no right: those of others do not exist
 * for the caller.
 */
public final class RevokeSession implements Handler<SessionCommand.Revoke, Receipt> {
  private final Changes changes;
  private final SessionStore sessions;
  private final SecurityLog security;

  public RevokeSession(Changes changes, SessionStore sessions, SecurityLog security) {
    this.changes = changes;
    this.sessions = sessions;
    this.security = security;
  }

  @Override
  public CompletionStage<Answer<Receipt>> handle(Caller caller, SessionCommand.Revoke command) {
    return changes
        .ofAccount(
            caller.account(),
            changes.request(caller, command, Boolean.class),
            tx -> end(tx, caller, command))
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

  private boolean end(AuditedTransaction tx, Caller caller, SessionCommand.Revoke command) {
    boolean ended = sessions.end(tx, caller.account(), command.session(), SessionEnd.REVOKED);
    if (!ended
        && sessions
            .find(tx.handle(), command.session())
            .filter(known -> known.account().equals(caller.account()))
            .isEmpty()) {
      throw Failure.notFound();
    }
    return ended;
  }
}
