package io.drawbridge.client.api;

import io.drawbridge.client.Caller;
import io.drawbridge.protocol.frame.Receipt;
import io.drawbridge.protocol.frame.SessionCommand;
import io.drawbridge.protocol.frame.SessionResult;
import io.drawbridge.protocol.id.SessionId;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Commands about the account's sessions. */
public final class Sessions {

  private final Caller caller;
  private final Supplier<String> ids;

  /** Calls go there; each change is named by a new id. */
  public Sessions(Caller caller, Supplier<String> ids) {
    this.caller = caller;
    this.ids = ids;
  }

  /** All sessions, the one used last first. */
  public CompletableFuture<SessionResult.Sessions> list() {
    return caller.call(new SessionCommand.ListSessions());
  }

  /** Ends a session; nothing more is written to it afterwards. */
  public CompletableFuture<Receipt> revoke(SessionId session) {
    return caller.call(new SessionCommand.Revoke(ids.get(), session));
  }
}
