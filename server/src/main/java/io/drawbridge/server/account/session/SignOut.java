package io.drawbridge.server.account.session;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/** Ends the session that asks, with everything that was given out for it. */
public final class SignOut implements Handler<AccountCommand.SignOut, Done> {
  private final Changes changes;
  private final SessionStore sessions;

  public SignOut(Changes changes, SessionStore sessions) {
    this.changes = changes;
    this.sessions = sessions;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, AccountCommand.SignOut command) {
    return changes
        .ofAccount(
            caller.account(),
            ChangeRequest.<Boolean>own(AccountCommand.SignOut.class, caller),
            tx -> sessions.end(tx, caller.account(), caller.session(), SessionEnd.REVOKED))
        .thenApply(changed -> Answer.own(new Done()));
  }
}
