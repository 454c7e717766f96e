package io.drawbridge.server.membership;

import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalClass;
import io.drawbridge.protocol.result.MemberResult.AdditionPreview;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.InvitePermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.SightRules;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code member.preview_add}: rehearses {@code member.add} and tells what came of it (N-5). What is
 * told of other conversations is told to those only who may list all externals.
 */
final class PreviewAddition {
  /** The addition has no name of its own: it is never made. */
  private static final String NAMELESS = "preview";

  private final AccessGate gate;
  private final Changes changes;
  private final AddMember add;
  private final PreviewStore store = new PreviewStore();
  private final PreviewQuota quota = new PreviewQuota();

  PreviewAddition(AccessGate gate, Changes changes, AddMember add) {
    this.gate = gate;
    this.changes = changes;
    this.add = add;
  }

  CompletionStage<Answer<AdditionPreview>> handle(Caller caller, MemberCommand.PreviewAdd command) {
    MemberCommand.Add addition = addition(command);
    InvitePermit permit = add.permit(caller, addition);
    return changes.rehearse(
        permit,
        MemberCommand.PreviewAdd.class,
        tx ->
            Answer.of(
                new Tag.Conversation(permit.domain(), command.conversation(), tx.at().epoch() - 1),
                preview(tx, caller, permit, addition)));
  }

  private AdditionPreview preview(
      ChangeTransaction tx, Caller caller, InvitePermit permit, MemberCommand.Add addition) {
    ConversationId where = permit.conversation().id();
    PreviewStore.Before before =
        store.before(tx.handle(), where, addition.person(), addition.email());
    boolean told = before.external() && seesExternals(tx, caller, permit);
    Optional<ExternalClass> classBefore =
        told ? quota.classOf(tx.handle(), permit.conversation(), addition) : Optional.empty();
    AddMember.Added added = add.add(tx, permit, addition);
    PreviewStore.After after =
        store.after(
            tx.handle(),
            where,
            addition.person(),
            addition.email(),
            added.opening(),
            before.external() && SightRules.apart(permit.conversation()));
    return new AdditionPreview(
        before.external(),
        before.there(),
        after.messages(),
        after.threads(),
        before.people(),
        before.externals(),
        before.external() && before.externals() == 0,
        after.until(),
        Optional.of(before.elsewhere()).filter(_ -> told && addition.person().isPresent()),
        Optional.of(before.newMailDomain()).filter(_ -> told),
        added.answer().state() == RosterState.AWAITING_APPROVAL,
        tx.memberships().room(tx.at()) instanceof Decision.Refused,
        classBefore,
        told ? quota.classOf(tx.handle(), permit.conversation(), addition) : Optional.empty(),
        told ? Optional.of(quota.counts(tx.handle(), permit.conversation())) : Optional.empty());
  }

  private boolean seesExternals(ChangeTransaction tx, Caller caller, InvitePermit permit) {
    Optional<WorkspaceId> home = permit.conversation().workspace();
    return home.isPresent()
        && gate.decide(
                tx.handle(),
                caller.account(),
                home.get(),
                WorkspaceAction.SEE_EXTERNALS,
                Optional.empty())
            instanceof Decision.Allowed;
  }

  private static MemberCommand.Add addition(MemberCommand.PreviewAdd command) {
    return new MemberCommand.Add(
        NAMELESS,
        command.conversation(),
        command.person(),
        command.email(),
        Optional.empty(),
        Optional.empty(),
        command.history(),
        Optional.empty(),
        command.until(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(true));
  }
}
