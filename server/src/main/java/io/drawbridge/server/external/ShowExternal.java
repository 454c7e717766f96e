package io.drawbridge.server.external;

import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.conversation.ReachedConversation;
import io.drawbridge.protocol.result.ExternalResult.ExternalReach;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code external.show}: shows everything that one external reaches in a workspace, and by what
 * (HAP-19, N-6). It asks the paths that decide about access, so it cannot tell another story.
 */
final class ShowExternal implements Handler<ExternalCommand.Show, ExternalReach> {
  private static final int CONVERSATIONS_MAX = 500;

  private final AccessGate gate;
  private final Database database;
  private final PrivilegedReads reads;
  private final ExternalStore store = new ExternalStore();
  private final ReachStore reach = new ReachStore();

  ShowExternal(AccessGate gate, Database database, PrivilegedReads reads) {
    this.gate = gate;
    this.database = database;
    this.reads = reads;
  }

  @Override
  public CompletionStage<Answer<ExternalReach>> handle(
      Caller caller, ExternalCommand.Show command) {
    WorkspacePermit permit =
        gate.workspace(caller, command.workspace(), WorkspaceAction.SEE_EXTERNALS);
    reads.note(caller, command.type(), command.workspace(), Optional.of(command.person()));
    return CompletableFuture.completedStage(
        database.read(snapshot -> show(snapshot, caller, permit, command)));
  }

  private Answer<ExternalReach> show(
      Handle snapshot, Caller caller, WorkspacePermit permit, ExternalCommand.Show command) {
    ExternalStore.Row found =
        store.find(snapshot, permit.domain(), command.person()).orElseThrow(Failure::notFound);
    List<ReachedConversation> all =
        reach.of(
            snapshot, permit.domain(), command.person(), caller.account(), CONVERSATIONS_MAX + 1);
    boolean more = all.size() > CONVERSATIONS_MAX;
    return Answer.of(
        new Tag.Seat(permit.domain(), found.epoch()),
        new ExternalReach(found.entry(), more ? all.subList(0, CONVERSATIONS_MAX) : all, more));
  }
}
