package io.drawbridge.server.block;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Blocks somebody for the caller. The answer is the same whether or not there is such an account,
 * and nobody but the caller ever learns of it.
 */
final class BlockPerson {
  private final Database database;
  private final BlockStore store;
  private final BlockListener listener;

  BlockPerson(Database database, BlockStore store, BlockListener listener) {
    this.database = database;
    this.store = store;
    this.listener = listener;
  }

  CompletionStage<Answer<Done>> handle(Caller caller, PeopleCommand.Block command) {
    if (caller.account().equals(command.person())) {
      throw Failure.invalid("person: oneself (expected: somebody else)");
    }
    boolean kept =
        database.write(
            handle -> store.add(handle, caller.account(), command.person(), Limits.BLOCKS_MAX));
    if (!kept) {
      throw Failure.of(
          ErrorCode.LIMIT_REACHED,
          "blocked people: " + Limits.BLOCKS_MAX + " are kept; let one go first");
    }
    listener.changed(caller.account(), command.person(), true);
    return CompletableFuture.completedFuture(Answer.of(Tag.OWN, new Done()));
  }
}
