package io.drawbridge.server.join;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.join.JoinRequestState;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.join.JoinRequestStore.Written;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** {@code join_request.deny}: denies a request; who asked learns that it was not approved. */
final class DenyJoin implements Handler<JoinCommand.Deny, Done> {
  private final AccessGate gate;
  private final Database database;
  private final Changes changes;
  private final JoinRequestStore requests;
  private final JoinNews news;

  DenyJoin(
      AccessGate gate,
      Database database,
      Changes changes,
      JoinRequestStore requests,
      JoinNews news) {
    this.gate = gate;
    this.database = database;
    this.changes = changes;
    this.requests = requests;
    this.news = news;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, JoinCommand.Deny command) {
    JoinRequestStore.Stored request =
        database
            .query(handle -> requests.find(handle, command.request()))
            .orElseThrow(Failure::notFound);
    ManagePermit permit =
        gate.manage(
            caller, request.conversation(), Action.Manage.MANAGE_INVITATIONS, Optional.empty());
    return changes
        .run(permit, command, Done.class, tx -> deny(tx, permit, request))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private Done deny(ChangeTransaction tx, ManagePermit permit, JoinRequestStore.Stored request) {
    if (!requests.answer(
        tx, request.id(), permit.caller().account(), Written.as(JoinRequestState.DENIED))) {
      throw Failure.of(ErrorCode.CONFLICT, "the request waits no more (expected: look again)");
    }
    tx.afterwards(() -> news.ended(request.id(), JoinRequestState.DENIED));
    return new Done();
  }
}
