package io.drawbridge.server.join;

import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code join_link.revoke}: takes a join link back, with the requests and the open invitations that
 * came by it. For its maker, and for those who manage the conversation or the workspace.
 */
final class RevokeJoinLink implements Handler<JoinCommand.RevokeLink, Done> {
  private final AccessGate gate;
  private final Database database;
  private final Changes changes;
  private final LinkEnds ends;
  private final JoinLinkStore store;

  RevokeJoinLink(
      AccessGate gate, Database database, Changes changes, LinkEnds ends, JoinLinkStore store) {
    this.gate = gate;
    this.database = database;
    this.changes = changes;
    this.ends = ends;
    this.store = store;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, JoinCommand.RevokeLink command) {
    JoinLinkStore.Stored link =
        database.query(handle -> store.find(handle, command.link())).orElseThrow(Failure::notFound);
    ManagePermit permit =
        gate.manage(caller, link.conversation(), right(caller, link), Optional.empty());
    return changes
        .run(
            permit,
            command,
            Done.class,
            tx -> {
              ends.revoke(tx, link);
              return new Done();
            })
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private static Action.Manage right(Caller caller, JoinLinkStore.Stored link) {
    return link.maker().equals(caller.account())
        ? Action.Manage.SEE_INVITATIONS
        : Action.Manage.MANAGE_INVITATIONS;
  }
}
