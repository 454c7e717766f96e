package io.drawbridge.server.external;

import static io.drawbridge.server.access.rules.WorkspaceAction.END_EXTERNALS;

import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.result.ExternalResult.ExternalsDated;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Memberships.Dated;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code external.set_until}: sets when what externals have ends, of one of them or of thousands
 * (G-10, HAP-4). It goes through them part by part, in the order of the people's ids, so that
 * nobody who writes waits for all of it; a repeated command goes on where the earlier one stopped.
 */
final class DateExternals implements Handler<ExternalCommand.SetUntil, ExternalsDated> {
  private final AccessGate gate;
  private final DatabaseClock clock;
  private final Changes changes;
  private final Invitations invitations;
  private final SelectedGrantStore store = new SelectedGrantStore();

  DateExternals(AccessGate gate, DatabaseClock clock, Changes changes, Invitations invitations) {
    this.gate = gate;
    this.clock = clock;
    this.changes = changes;
    this.invitations = invitations;
  }

  @Override
  public CompletionStage<Answer<ExternalsDated>> handle(
      Caller caller, ExternalCommand.SetUntil command) {
    Terms.requireToCome(command.until(), clock.now());
    WorkspacePermit permit =
        gate.workspace(caller, command.workspace(), EndExternals.right(caller, command.which()));
    return changes
        .inParts(
            permit,
            command,
            GrantPart.class,
            (tx, before) -> date(tx, permit, command, before.flatMap(GrantPart::end)))
        .thenApply(parts -> {
          GrantPart all = GrantPart.sum(parts);
          return Answer.own(
              new ExternalsDated(all.grants(), all.invitations(), all.kept(), all.firstKept()));
        });
  }

  private GrantPart date(
      ChangeTransaction tx,
      WorkspacePermit permit,
      ExternalCommand.SetUntil command,
      Optional<Ended> after) {
    EndConditions conditions = command.conditions().orElse(EndConditions.NONE);
    int invited =
        after.isPresent()
            ? 0
            : invitations.dateSelected(tx, command.which(), command.until(), conditions);
    List<Ended> links =
        store.own(tx.handle(), tx.at().domain(), command.which(), after, GrantPart.SIZE);
    Optional<String> exception = command.reason().filter(_ -> permit.action() == END_EXTERNALS);
    Dated dated =
        tx.memberships().date(tx.at(), links, command.until(), Optional.of(conditions), exception);
    tx.restated(dated.links());
    return GrantPart.of(links, dated, invited);
  }
}
