package io.drawbridge.server.account.session;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.people.SessionView;
import io.drawbridge.protocol.result.SessionResult.Sessions;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lists the caller's own live sessions. */
public final class ListSessions implements Handler<SessionCommand.ListSessions, Sessions> {
  private final Database database;
  private final SessionStore store;

  public ListSessions(Database database, SessionStore store) {
    this.database = database;
    this.store = store;
  }

  @Override
  public CompletionStage<Answer<Sessions>> handle(
      Caller caller, SessionCommand.ListSessions command) {
    List<SessionView> views =
        database
            .query(handle -> store.live(handle, caller.account(), Limits.SESSIONS_PER_ACCOUNT_MAX))
            .stream()
            .map(live ->
                new SessionView(
                    live.session(),
                    live.device(),
                    live.createdAt(),
                    live.lastSeenAt(),
                    live.session().equals(caller.session())))
            .toList();
    return CompletableFuture.completedStage(Answer.own(new Sessions(views)));
  }
}
