package io.drawbridge.server.workspace.departure;

import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.SeatCommand.Keep;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.protocol.result.SeatResult.Demoted;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.bot.BotEnding;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.JoinedReceipt;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code workspace.demote}: makes an external of a member, who stays in chosen conversations
 * (G-29). Nothing of the rest reaches them once the change is fenced; then they are signed out.
 */
final class DemoteMember implements Handler<SeatCommand.Demote, Demoted> {
  private final AccessGate gate;
  private final DatabaseClock clock;
  private final Changes changes;
  private final Demotion demotion;
  private final BotEnding bots;
  private final SignOut signOut;

  DemoteMember(
      AccessGate gate,
      DatabaseClock clock,
      Changes changes,
      Demotion demotion,
      BotEnding bots,
      SignOut signOut) {
    this.gate = gate;
    this.clock = clock;
    this.changes = changes;
    this.demotion = demotion;
    this.bots = bots;
    this.signOut = signOut;
  }

  @Override
  public CompletionStage<Answer<Demoted>> handle(Caller caller, SeatCommand.Demote command) {
    WorkspacePermit permit = permit(caller, command.workspace(), command.person(), command.keep());
    return changes
        .run(
            permit,
            command,
            Demotion.Made.class,
            tx -> demotion.make(tx, command.person(), command.keep()))
        .thenCompose(made ->
            bots.endSessions(caller, command, made.value().bots())
                .thenCompose(_ -> signOut(caller, command))
                .thenApply(signedOut -> Answer.own(answer(made, signedOut))));
  }

  /** The right to demote somebody, or to ask what would come of it. */
  WorkspacePermit permit(Caller caller, WorkspaceId workspace, AccountId person, List<Keep> keep) {
    if (person.equals(caller.account())) {
      throw Failure.invalid("person: yourself (expected: workspace.leave)");
    }
    keep.forEach(each -> Terms.requireToCome(each.until(), clock.now()));
    return gate.workspace(caller, workspace, WorkspaceAction.DEMOTE, person, Optional.empty());
  }

  private CompletionStage<Changed<Boolean>> signOut(Caller caller, SeatCommand.Demote command) {
    return changes
        .ofAccount(
            command.person(),
            changes.step(caller, command, "sessions of " + command.person(), Boolean.class),
            tx -> signOut.end(tx, command.person()))
        .thenApply(changed -> {
          signOut.told(caller, command.workspace(), command.person());
          return changed;
        });
  }

  /** One receipt for the change and the sessions; the epoch is that of the workspace. */
  private static Demoted answer(Changed<Demotion.Made> made, Changed<Boolean> signedOut) {
    Receipt both = JoinedReceipt.of(List.of(made, signedOut), false);
    return new Demoted(
        made.value().kept(),
        made.value().refused(),
        made.value().lost(),
        made.value().bots().size(),
        new Receipt(
            both.at(), both.nodes(), both.sessions(), both.phases(), Optional.of(made.epoch())));
  }
}
