package io.drawbridge.server.block;

import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.result.PeopleResult;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lists whom the caller blocked, by id alone: their names may be theirs to see no more. */
final class ListBlocked {
  private final Database database;
  private final BlockStore store;

  ListBlocked(Database database, BlockStore store) {
    this.database = database;
    this.store = store;
  }

  CompletionStage<Answer<PeopleResult.BlockedPeople>> handle(
      Caller caller, PeopleCommand.ListBlocked command) {
    return CompletableFuture.completedFuture(
        Answer.of(
            Tag.OWN,
            new PeopleResult.BlockedPeople(
                database.query(handle -> store.list(handle, caller.account())))));
  }
}
