package io.drawbridge.server.people;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.result.PeopleResult;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code people.find}: answers the type-ahead over one's contacts. Every hit passes the egress gate
 * on its own, with the conversation or workspace that both share as its witness.
 */
final class FindPeople {
  private final AccessGate gate;
  private final Database database;
  private final ContactStore store = new ContactStore();

  FindPeople(AccessGate gate, Database database) {
    this.gate = gate;
    this.database = database;
  }

  CompletionStage<Answer<PeopleResult.People>> handle(Caller caller, PeopleCommand.Find command) {
    command
        .workspace()
        .ifPresent(workspace -> gate.workspace(caller, workspace, WorkspaceAction.SEE_DIRECTORY));
    int limit = command.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    List<ContactStore.Found> found =
        database.query(handle ->
            store.find(handle, caller.account(), command.prefix(), command.workspace(), limit));
    return CompletableFuture.completedFuture(
        Answer.joined(
            Tag.OWN,
            found.stream().map(one -> new Answer.Part<>(one.witness(), one.person())).toList(),
            PeopleResult.People::new));
  }
}
