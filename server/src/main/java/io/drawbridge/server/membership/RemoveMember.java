package io.drawbridge.server.membership;

import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.conversation.Path;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.result.MemberResult;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * {@code member.remove}: one command for members and externals, people, groups and invitations. The
 * answer is the removal receipt: it comes when nothing more of the conversation can leave for those
 * who lost it, and names the paths that remain (N-6).
 */
final class RemoveMember {
  private final AccessGate gate;
  private final Changes changes;
  private final Invitations invitations;
  private final Departure departure;

  RemoveMember(AccessGate gate, Changes changes, Invitations invitations, Departure departure) {
    this.gate = gate;
    this.changes = changes;
    this.invitations = invitations;
    this.departure = departure;
  }

  /** The remembered part of a repeated command's answer; the receipt is made again each time. */
  record Ended(List<Path> remaining) {
    Ended {
      remaining = List.copyOf(remaining);
    }
  }

  CompletionStage<Answer<MemberResult.Removed>> handle(
      Caller caller, MemberCommand.Remove command) {
    ManagePermit permit = permit(caller, command);
    return changes
        .run(permit, command, Ended.class, tx -> remove(tx, permit, command))
        .thenApply(changed ->
            Answer.own(
                new MemberResult.Removed(
                    Receipts.of(changed, gate.seesEpochs(caller, permit.conversation())),
                    changed.value().remaining())));
  }

  /** The right to it. */
  ManagePermit permit(Caller caller, MemberCommand.Remove command) {
    return gate.manage(caller, command.conversation(), action(caller, command), command.person());
  }

  private Action.Manage action(Caller caller, MemberCommand.Remove command) {
    return command
        .invitation()
        .map(it -> invitations.rightToEnd(caller.account(), command.conversation(), it))
        .orElse(
            command.person().isPresent()
                ? Action.Manage.REMOVE_PERSON
                : Action.Manage.REMOVE_GROUP);
  }

  /** Takes out what the command names, by the permit. */
  Ended remove(ChangeTransaction tx, ManagePermit permit, MemberCommand.Remove command) {
    Caller caller = permit.caller();
    ConversationFacts conversation = permit.conversation();
    List<Path> remaining = List.of();
    if (command.person().isPresent()) {
      remaining = person(tx, conversation, caller, command.person().get(), command.allPaths());
    }
    command.group().ifPresent(group -> group(tx, conversation, caller, group));
    command.invitation().ifPresent(invitation -> invitation(tx, permit, invitation));
    return new Ended(remaining);
  }

  private List<Path> person(
      ChangeTransaction tx,
      ConversationFacts conversation,
      Caller caller,
      AccountId person,
      boolean allPaths) {
    boolean self = person.equals(caller.account());
    List<Path> remaining =
        departure.end(
            tx,
            conversation,
            person,
            self ? EndReason.LEFT : EndReason.REMOVED,
            allPaths ? Departure.Extent.ALL_PATHS : Departure.Extent.DIRECT);
    return shown(tx, caller.account(), remaining);
  }

  /** The paths as the caller may see them: a group that they may not know of has no name. */
  private List<Path> shown(ChangeTransaction tx, AccountId caller, List<Path> paths) {
    List<ConversationId> groups = paths.stream().flatMap(path -> path.group().stream()).toList();
    Set<ConversationId> known = gate.known(tx.at().handle(), caller, groups);
    return paths.stream()
        .map(path ->
            path.group().filter(group -> !known.contains(group)).isPresent()
                ? new Path(path.kind(), Optional.empty(), Optional.empty())
                : path)
        .toList();
  }

  /** Takes a group off: all who have no other path lose the thread at once, in this one change. */
  private static void group(
      ChangeTransaction tx, ConversationFacts thread, Caller caller, ConversationId group) {
    if (!tx.memberships().removeGroup(tx.at(), thread.id(), group, "removed")) {
      throw Failure.notFound();
    }
    tx.event(thread.id(), EventKind.CHANGED, caller.account(), Optional.empty());
  }

  private void invitation(ChangeTransaction tx, ManagePermit permit, InvitationId invitation) {
    AccountId caller = permit.caller().account();
    boolean ofOthers = permit.action() == Action.Manage.MANAGE_INVITATIONS;
    if (!invitations.revoke(
        tx,
        permit.conversation().id(),
        invitation,
        inviter -> ofOthers || inviter.equals(caller))) {
      throw Failure.notFound();
    }
  }
}
