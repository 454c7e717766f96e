package io.drawbridge.server.workspace;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.people.WorkspaceMember;
import io.drawbridge.protocol.result.WorkspaceResult.WorkspaceMembers;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code workspace.members}: lists who has a seat, for those who have one. */
final class ListMembers implements Handler<WorkspaceCommand.ListMembers, WorkspaceMembers> {
  private final AccessGate gate;
  private final Database database;
  private final WorkspaceStore store;

  ListMembers(AccessGate gate, Database database, WorkspaceStore store) {
    this.gate = gate;
    this.database = database;
    this.store = store;
  }

  @Override
  public CompletionStage<Answer<WorkspaceMembers>> handle(
      Caller caller, WorkspaceCommand.ListMembers command) {
    gate.workspace(caller, command.workspace(), WorkspaceAction.SEE_DIRECTORY);
    int limit = command.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    WorkspaceStore.Page page =
        database.read(
            handle -> store.members(handle, command.workspace(), command.after(), limit + 1));
    boolean more = page.members().size() > limit;
    List<WorkspaceMember> members = more ? page.members().subList(0, limit) : page.members();
    return CompletableFuture.completedStage(
        Answer.of(
            new Tag.Seat(new DomainId(command.workspace().value()), page.epoch()),
            new WorkspaceMembers(members, more)));
  }
}
