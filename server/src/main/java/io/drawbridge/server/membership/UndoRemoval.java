package io.drawbridge.server.membership;

import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.AccessGate.Asked;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.InvitePermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code member.undo_remove}: lets who removed somebody, or took a group off a thread, take that
 * back for a while (N-18). It is an addition on the old terms: the right to bring them in, the
 * policies and the quotas are asked as for any other.
 */
final class UndoRemoval {
  private final AccessGate gate;
  private final Changes changes;

  UndoRemoval(AccessGate gate, Changes changes) {
    this.gate = gate;
    this.changes = changes;
  }

  CompletionStage<Answer<Done>> handle(Caller caller, MemberCommand.UndoRemove command) {
    InvitePermit permit = gate.invite(caller, command.conversation(), action(caller, command));
    return changes
        .run(permit, command, Done.class, tx -> undo(tx, permit, command))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private Action.Invite action(Caller caller, MemberCommand.UndoRemove command) {
    if (command.group().isPresent()) {
      return Action.Invite.ADD_GROUP;
    }
    ConversationFacts conversation = gate.read(caller, command.conversation()).conversation();
    if (conversation.kind() == ConversationKind.DM) {
      return Action.Invite.ADMIT_TO_DM;
    }
    return gate.external(conversation, command.person().orElseThrow())
        ? Action.Invite.ADD_EXTERNAL
        : Action.Invite.ADD_MEMBER;
  }

  private Done undo(ChangeTransaction tx, InvitePermit permit, MemberCommand.UndoRemove command) {
    ConversationId conversation = permit.conversation().id();
    AccountId actor = tx.at().actor();
    command
        .group()
        .ifPresent(group -> {
          tx.memberships().restoreGroup(tx.at(), conversation, group, command.openGap());
          tx.event(conversation, EventKind.CHANGED, actor, Optional.empty());
        });
    command.person().ifPresent(person -> person(tx, conversation, person, command.openGap()));
    return new Done();
  }

  private void person(
      ChangeTransaction tx, ConversationId conversation, AccountId person, boolean openGap) {
    AccountId actor = tx.at().actor();
    boolean gone = tx.memberships().paths(tx.handle(), conversation, person).isEmpty();
    tx.memberships().restore(tx.at(), conversation, person, openGap, namesAdmins(tx, conversation));
    if (gone) {
      tx.event(conversation, EventKind.JOINED, actor, Optional.of(person.value()));
    }
  }

  /** Whether the actor may make admins there: else who was one comes back as a member. */
  private boolean namesAdmins(ChangeTransaction tx, ConversationId conversation) {
    Asked asked = new Asked(tx.at().actor(), conversation, Action.Manage.SET_ROLE);
    return gate.decideAll(tx.handle(), List.of(asked)).getFirst() instanceof Decision.Allowed;
  }
}
