package io.drawbridge.server.block;

import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets somebody through again whom the caller blocked. */
final class UnblockPerson {
  private final Database database;
  private final BlockStore store;
  private final BlockListener listener;

  UnblockPerson(Database database, BlockStore store, BlockListener listener) {
    this.database = database;
    this.store = store;
    this.listener = listener;
  }

  CompletionStage<Answer<Done>> handle(Caller caller, PeopleCommand.Unblock command) {
    boolean was =
        database.write(handle -> store.remove(handle, caller.account(), command.person()));
    if (was) {
      listener.changed(caller.account(), command.person(), false);
    }
    return CompletableFuture.completedFuture(Answer.of(Tag.OWN, new Done()));
  }
}
