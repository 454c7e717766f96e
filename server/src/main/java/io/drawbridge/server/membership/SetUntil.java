package io.drawbridge.server.membership;

import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Memberships.Dated;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.access.Permit.InvitePermit;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** {@code member.set_until}: sets when the access of an external ends by itself (G-10, N-9). */
final class SetUntil {
  private final AccessGate gate;
  private final DatabaseClock clock;
  private final Changes changes;

  SetUntil(AccessGate gate, DatabaseClock clock, Changes changes) {
    this.gate = gate;
    this.clock = clock;
    this.changes = changes;
  }

  CompletionStage<Answer<Done>> handle(Caller caller, MemberCommand.SetUntil command) {
    Terms.requireToCome(command.until(), clock.now());
    boolean dm =
        gate.read(caller, command.conversation()).conversation().kind() == ConversationKind.DM;
    InvitePermit permit =
        gate.invite(
            caller,
            command.conversation(),
            dm ? Action.Invite.ADMIT_TO_DM : Action.Invite.ADD_EXTERNAL);
    return changes
        .run(permit, command, Done.class, tx -> date(tx, command))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private Done date(ChangeTransaction tx, MemberCommand.SetUntil command) {
    Ended link = new Ended(command.conversation(), command.person());
    Dated dated =
        tx.memberships()
            .date(
                tx.at(),
                List.of(link),
                command.until(),
                Optional.of(command.conditions().orElse(EndConditions.NONE)),
                Optional.empty());
    dated.kept().stream()
        .findFirst()
        .ifPresent(kept -> {
          throw kept.why();
        });
    tx.restated(dated.links());
    return new Done();
  }
}
