package io.drawbridge.server.external;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.ExternalGrant;
import io.drawbridge.protocol.result.WorkspaceResult.WorkspaceExternals;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code workspace.externals}: lists where externals are, for those who may end it without being
 * there (7.3). Of a conversation that the caller may not know the name of, it says the kind and no
 * more.
 */
final class ListGrants implements Handler<WorkspaceCommand.ListExternals, WorkspaceExternals> {
  private final AccessGate gate;
  private final Database database;
  private final PrivilegedReads reads;
  private final ExternalGrantStore store = new ExternalGrantStore();

  ListGrants(AccessGate gate, Database database, PrivilegedReads reads) {
    this.gate = gate;
    this.database = database;
    this.reads = reads;
  }

  @Override
  public CompletionStage<Answer<WorkspaceExternals>> handle(
      Caller caller, WorkspaceCommand.ListExternals command) {
    gate.workspace(caller, command.workspace(), WorkspaceAction.SEE_EXTERNALS);
    reads.note(caller, command.type(), command.workspace(), Optional.empty());
    DomainId domain = new DomainId(command.workspace().value());
    GrantCursor after = GrantCursor.parse(command.after());
    int limit = command.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    ExternalGrantStore.Page page =
        database.read(handle -> store.page(handle, domain, caller.account(), after, limit + 1));
    boolean more = page.grants().size() > limit;
    List<ExternalGrant> shown = more ? page.grants().subList(0, limit) : page.grants();
    Optional<String> next =
        more ? Optional.of(GrantCursor.behind(shown.getLast()).text()) : Optional.empty();
    return CompletableFuture.completedStage(
        Answer.of(new Tag.Seat(domain, page.epoch()), new WorkspaceExternals(shown, next, more)));
  }
}
