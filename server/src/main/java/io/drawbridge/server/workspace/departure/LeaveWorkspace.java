package io.drawbridge.server.workspace.departure;

import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.bot.BotEnding;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.JoinedReceipt;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.join.JoinEnds;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.workspace.departure.Departures.Departed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code workspace.leave}: lets a member, or an external who is in some of its conversations, leave
 * a workspace with all that they have there (7.10). The last owner makes somebody else one, before
 * or by the same command.
 */
final class LeaveWorkspace implements Handler<SeatCommand.Leave, Receipt> {
  /** The requests to be let in that end with it; what is more runs out by itself. */
  private static final int REQUESTS_MAX = 1_000;

  private final AccessGate gate;
  private final Changes changes;
  private final Departures departures;
  private final DepartureStore store;
  private final BotEnding bots;
  private final JoinEnds joins;

  LeaveWorkspace(
      AccessGate gate,
      Changes changes,
      Departures departures,
      DepartureStore store,
      BotEnding bots,
      JoinEnds joins) {
    this.gate = gate;
    this.changes = changes;
    this.departures = departures;
    this.store = store;
    this.bots = bots;
    this.joins = joins;
  }

  /** The bots that ended too: what a repeated command needs to finish the work. */
  record Left(List<AccountId> bots) {
    Left {
      bots = List.copyOf(bots);
    }
  }

  @Override
  public CompletionStage<Answer<Receipt>> handle(Caller caller, SeatCommand.Leave command) {
    WorkspacePermit permit = gate.workspace(caller, command.workspace(), WorkspaceAction.LEAVE);
    Optional<WorkspacePermit> succession =
        command
            .successor()
            .map(successor ->
                gate.workspace(
                    caller,
                    command.workspace(),
                    WorkspaceAction.SET_ROLE,
                    successor,
                    Optional.of(WorkspaceRole.OWNER)));
    return changes
        .run(permit, command, Left.class, tx -> leave(tx, command, succession))
        .thenCompose(changed ->
            bots.endSessions(caller, command, changed.value().bots())
                .thenApply(_ -> Answer.own(JoinedReceipt.of(List.of(changed), false))));
  }

  private Left leave(
      ChangeTransaction tx, SeatCommand.Leave command, Optional<WorkspacePermit> succession) {
    AccountId person = tx.at().actor();
    succession.ifPresent(right -> gate.recheck(tx.handle(), right));
    command.successor().ifPresent(successor -> succeed(tx, successor));
    joins.end(tx, new ExternalSelection.OfPerson(person), REQUESTS_MAX);
    Departed departed = departures.depart(tx, person, EndReason.LEFT);
    tx.left(departed.places().stream().map(place -> new Ended(place, person)).toList());
    return new Left(departed.bots());
  }

  private void succeed(ChangeTransaction tx, AccountId successor) {
    if (!store.seated(tx.handle(), tx.at().domain(), successor)) {
      throw Failure.notFound();
    }
    tx.memberships().seat(tx.at(), successor, WorkspaceRole.OWNER);
  }
}
