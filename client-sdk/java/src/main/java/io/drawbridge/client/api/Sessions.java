package io.drawbridge.client.api;

import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.protocol.result.SessionResult;
import java.util.concurrent.CompletableFuture;

/** Sends commands about the account's sessions. */
public final class Sessions {

  private final Commands commands;

  Sessions(Commands commands) {
    this.commands = commands;
  }

  /** Lists all sessions, the one used last first. */
  public CompletableFuture<SessionResult.Sessions> list() {
    return commands.call(new SessionCommand.ListSessions());
  }

  /** Ends a session; nothing more is written to it afterwards. */
  public CompletableFuture<Receipt> revoke(SessionId session) {
    return commands.call(new SessionCommand.Revoke(commands.nextClientId(), session));
  }
}
