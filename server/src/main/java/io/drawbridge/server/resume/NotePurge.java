package io.drawbridge.server.resume;

import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code session.purged}: notes that a device keeps nothing more of what its person lost (N-8). The
 * answer is the same for what never was theirs, so that it tells nothing.
 */
final class NotePurge implements Handler<SessionCommand.Purged, Done> {
  private final Database database;
  private final PurgeStore store = new PurgeStore();

  NotePurge(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, SessionCommand.Purged command) {
    database.write(handle -> {
      store.note(handle, caller, command.conversations());
      return command;
    });
    return CompletableFuture.completedStage(Answer.own(new Done()));
  }
}
