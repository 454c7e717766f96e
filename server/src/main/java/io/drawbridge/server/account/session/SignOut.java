package io.drawbridge.server.account.session;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.MembershipLanes;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/** Ends the session that asks, with everything that was given out for it. */
public final class SignOut implements Handler<AccountCommand.SignOut, Done> {
  private final MembershipLanes lanes;
  private final SessionStore sessions;

  public SignOut(MembershipLanes lanes, SessionStore sessions) {
    this.lanes = lanes;
    this.sessions = sessions;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, AccountCommand.SignOut command) {
    return lanes
        .submitAccount(
            caller.account(),
            caller.account(),
            handle -> sessions.end(handle, caller.account(), caller.session(), SessionEnd.REVOKED))
        .thenApply(changed -> Answer.own(new Done()));
  }
}
