package io.drawbridge.server.membership;

import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.result.MemberResult.MemberAdded;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Admission;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.InvitePermit;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.Newcomer;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.people.Contacts;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code member.add}: brings a contact, the owner of an address, or a group into one conversation.
 * A contact is there at once, unless somebody has to approve it (G-26) or they to accept (D3). An
 * address is {@code invited}, with the same work and the same answer whether or not it has an
 * account. Adding somebody who is there already changes nothing.
 */
final class AddMember {
  private final AccessGate gate;
  private final Database database;
  private final DatabaseClock clock;
  private final Changes changes;
  private final Contacts contacts;
  private final Invitations invitations;
  private final MembershipStore store;
  private final Windows windows;

  AddMember(
      AccessGate gate,
      Database database,
      DatabaseClock clock,
      Changes changes,
      Contacts contacts,
      Invitations invitations,
      MembershipStore store) {
    this.gate = gate;
    this.database = database;
    this.clock = clock;
    this.changes = changes;
    this.contacts = contacts;
    this.invitations = invitations;
    this.store = store;
    this.windows = new Windows(store);
  }

  CompletionStage<Answer<MemberAdded>> handle(Caller caller, MemberCommand.Add command) {
    InvitePermit permit = permit(caller, command);
    return changes
        .run(permit, command, MemberAdded.class, tx -> add(tx, permit, command).answer())
        .thenApply(changed -> Answer.own(changed.value()));
  }

  InvitePermit permit(Caller caller, MemberCommand.Add command) {
    Terms.requireToCome(command.until(), clock.now());
    return gate.invite(caller, command.conversation(), action(caller, command));
  }

  /** What was added, and how much of the past shows by it. */
  record Added(MemberAdded answer, Opening opening) {}

  /**
   * The right that is asked for. A person who is no contact is {@code not_found} before any other
   * answer.
   */
  private Action.Invite action(Caller caller, MemberCommand.Add command) {
    if (command.group().isPresent()) {
      return Action.Invite.ADD_GROUP;
    }
    if (command.person().isEmpty()) {
      return Action.Invite.ADD_EXTERNAL;
    }
    ConversationFacts conversation = gate.read(caller, command.conversation()).conversation();
    Contacts.Named named =
        database.query(handle ->
            contacts.require(
                handle, caller.account(), conversation.domain(), List.of(command.person().get())));
    return named.externals().isEmpty() ? Action.Invite.ADD_MEMBER : Action.Invite.ADD_EXTERNAL;
  }

  Added add(ChangeTransaction tx, InvitePermit permit, MemberCommand.Add command) {
    if (command.person().isPresent()) {
      return person(tx, permit, command, command.person().get());
    }
    if (command.group().isPresent()) {
      return group(tx, permit, command, command.group().get());
    }
    return address(tx, permit, command, command.email().orElseThrow());
  }

  private Added person(
      ChangeTransaction tx, InvitePermit permit, MemberCommand.Add command, AccountId person) {
    ConversationFacts conversation = permit.conversation();
    AccountId adder = permit.caller().account();
    boolean external =
        contacts
            .require(tx.at().handle(), adder, conversation.domain(), List.of(person))
            .externals()
            .contains(person);
    Admission.OfPerson admitted = tx.memberships().admit(tx.at(), conversation.id(), person);
    if (admitted.asExternal().isPresent()) {
      tx.memberships().requireTerm(tx.at(), conversation.id(), command.until());
      tx.memberships().requireFirst(tx.at(), conversation.id(), command.confirmFirst());
    } else if (!external && !conditions(command).none()) {
      throw Failure.invalid("conditions: given (expected: none for a member of the workspace)");
    }
    boolean returning = store.wasIn(tx.at().handle(), conversation.id(), person);
    Opening opening =
        windows.resolve(
            tx,
            conversation.id(),
            adder,
            command.history(),
            external ? Newcomer.EXTERNAL : returning ? Newcomer.RETURNING : Newcomer.MEMBER);
    if (admitted.entry() instanceof Decision.Refused && !admitted.there()) {
      InvitationId invited =
          invitations.invite(
              tx,
              adder,
              new Invitations.Person(
                  admitted,
                  opening,
                  command.until(),
                  command.relation(),
                  conditions(command),
                  command.note()));
      RosterState state = admitted.waits() ? RosterState.AWAITING_APPROVAL : RosterState.INVITED;
      return new Added(new MemberAdded(state, Optional.of(invited)), opening);
    }
    boolean added =
        tx.memberships()
            .add(
                tx.at(),
                admitted,
                new Terms(
                        ConversationRole.MEMBER,
                        opening,
                        command.until(),
                        external ? Optional.of(adder) : Optional.empty(),
                        command.relation())
                    .endingWhen(conditions(command)));
    if (added) {
      tx.event(conversation.id(), EventKind.JOINED, adder, Optional.of(person.value()));
      if (external) {
        invitations.arrived(tx, conversation.id(), person);
        invitations.tellAdded(tx, conversation.id(), person, command.note());
      }
    }
    return new Added(new MemberAdded(RosterState.ACTIVE, Optional.empty()), opening);
  }

  private static EndConditions conditions(MemberCommand.Add command) {
    return command.conditions().orElse(EndConditions.NONE);
  }

  private Added group(
      ChangeTransaction tx, InvitePermit permit, MemberCommand.Add command, ConversationId group) {
    if (command.until().isPresent() || command.conditions().isPresent()) {
      throw Failure.invalid("until, conditions: given (expected: none for a group)");
    }
    ConversationFacts thread = permit.conversation();
    AccountId adder = permit.caller().account();
    Admission.OfGroup admitted =
        tx.memberships().admitGroups(tx.at(), thread.id(), List.of(group)).getFirst();
    boolean externals = store.hasExternals(tx.at().handle(), group);
    if (externals) {
      tx.memberships().requireFirst(tx.at(), thread.id(), command.confirmFirst());
    }
    Opening opening =
        windows.resolve(
            tx,
            thread.id(),
            adder,
            command.history(),
            externals ? Newcomer.EXTERNAL : Newcomer.MEMBER);
    if (tx.memberships().addGroup(tx.at(), admitted, opening)) {
      tx.event(thread.id(), EventKind.CHANGED, adder, Optional.empty());
    }
    return new Added(new MemberAdded(RosterState.ACTIVE, Optional.empty()), opening);
  }

  private Added address(
      ChangeTransaction tx, InvitePermit permit, MemberCommand.Add command, String email) {
    AccountId adder = permit.caller().account();
    tx.memberships().requireTerm(tx.at(), command.conversation(), command.until());
    Opening opening =
        windows.resolve(tx, command.conversation(), adder, command.history(), Newcomer.EXTERNAL);
    Admission.OfAddress admitted =
        tx.memberships().admitAddress(tx.at(), command.conversation(), email);
    tx.memberships().requireFirst(tx.at(), command.conversation(), command.confirmFirst());
    InvitationId invitation =
        invitations.invite(
            tx,
            adder,
            new Invitations.Wanted(
                admitted,
                email,
                opening,
                command.until(),
                command.relation(),
                conditions(command),
                command.name(),
                command.note()));
    RosterState state = admitted.waits() ? RosterState.AWAITING_APPROVAL : RosterState.INVITED;
    return new Added(new MemberAdded(state, Optional.of(invitation)), opening);
  }
}
