package io.drawbridge.server.hold;

import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.hold.HoldView;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** {@code hold.lift}: what a hold kept, and nothing else does, goes after this change. */
final class LiftHold implements Handler<AuditCommand.LiftHold, Done> {
  private final AccessGate gate;
  private final Changes changes;
  private final ReleaseHeld release;
  private final Executor threads;
  private final HoldStore store = new HoldStore();

  LiftHold(AccessGate gate, Changes changes, ReleaseHeld release, Executor threads) {
    this.gate = gate;
    this.changes = changes;
    this.release = release;
    this.threads = threads;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, AuditCommand.LiftHold command) {
    WorkspacePermit permit = gate.workspace(caller, command.workspace(), WorkspaceAction.HOLD);
    return changes
        .run(permit, command, Done.class, tx -> lift(tx, command))
        .thenApply(changed -> {
          threads.execute(release::round);
          return Answer.own(changed.value());
        });
  }

  private Done lift(ChangeTransaction tx, AuditCommand.LiftHold command) {
    HoldView lifted = store.lift(tx, command.hold()).orElseThrow(Failure::notFound);
    tx.wrote(
        AuditFact.changed("hold", lifted.id(), PlaceHold.told(lifted), Map.of("state", "lifted")));
    return new Done();
  }
}
