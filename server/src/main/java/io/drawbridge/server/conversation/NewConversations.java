package io.drawbridge.server.conversation;

import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.Mutation;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Admission;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Memberships;
import io.drawbridge.server.access.Permit;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.people.Contacts;
import io.drawbridge.server.quota.Amount;
import io.drawbridge.server.quota.ContentQuota;
import io.drawbridge.server.quota.Spent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** The steps that making a group, a thread and a DM have in common. Thread-safe. */
final class NewConversations {
  private final AccessGate gate;
  private final ContentQuota quota;
  private final Changes changes;
  private final Ids ids;
  private final Contacts contacts;
  private final Invitations invitations;

  NewConversations(
      AccessGate gate,
      ContentQuota quota,
      Changes changes,
      Ids ids,
      Contacts contacts,
      Invitations invitations) {
    this.gate = gate;
    this.quota = quota;
    this.changes = changes;
    this.ids = ids;
    this.contacts = contacts;
    this.invitations = invitations;
  }

  /** The answer to a repeated command: the conversation that it made or found the first time. */
  record Made(ConversationId conversation) {}

  /** Makes a conversation by a permit; the change returns it. */
  <C extends Command<ConversationResult.Conversation> & Mutation>
      CompletionStage<ConversationId> make(
          Caller caller,
          Permit permit,
          C command,
          Function<ChangeTransaction, ConversationId> change) {
    boolean external =
        permit instanceof Permit.OnConversation ground
            && gate.external(ground.conversation(), caller.account());
    return counted(
        caller,
        external,
        permit.domain(),
        command,
        () -> changes.run(permit, command, Made.class, tx -> new Made(change.apply(tx))));
  }

  /** Makes a conversation without a workspace, where the change itself decides the right. */
  <C extends Command<ConversationResult.Conversation> & Mutation>
      CompletionStage<ConversationId> makeHomeless(
          Caller caller,
          DomainId home,
          C command,
          Function<ChangeTransaction, ConversationId> change) {
    return counted(
        caller,
        true,
        home,
        command,
        () ->
            changes.run(
                home,
                changes.request(caller, command, Made.class),
                tx -> new Made(change.apply(tx))));
  }

  /** Counts the conversation and the people in it against the quotas of who makes it. */
  private CompletionStage<ConversationId> counted(
      Caller caller,
      boolean external,
      DomainId home,
      Command<?> command,
      Supplier<CompletionStage<MembershipLanes.Changed<Made>>> making) {
    Spent spent = quota.spend(caller.account(), external, home, Optional.empty(), amount(command));
    return spent.unlessRefused(making.get()).thenApply(changed -> changed.value().conversation());
  }

  private static Amount amount(Command<?> command) {
    return switch (command) {
      case ThreadCommand.Create thread ->
          Amount.of(1 + thread.people().size() + thread.groups().size(), thread.subject());
      case GroupCommand.Create group -> Amount.of(1 + group.people().size(), group.name());
      case DmCommand.Open dm -> Amount.of(1 + dm.people().size(), "");
      default -> Amount.of(1, "");
    };
  }

  ConversationId nextId() {
    return new ConversationId(ids.next());
  }

  /** Adds the one who makes it, and writes the first line of its log. */
  void start(ChangeTransaction tx, ConversationId made, AccountId starter, ConversationRole role) {
    Admission.OfPerson first = tx.memberships().admit(tx.at(), made, starter);
    tx.memberships().add(tx.at(), first, terms(role, Opening.EVERYTHING, Optional.empty()));
    begin(tx, made, starter);
  }

  /**
   * Addresses a new thread to groups too.
   *
   * @throws io.drawbridge.server.failure.Failure if there is one that the maker may not address
   */
  void address(ChangeTransaction tx, ConversationId thread, Collection<ConversationId> groups) {
    tx.memberships()
        .admitGroups(tx.at(), thread, groups)
        .forEach(each -> tx.memberships().addGroup(tx.at(), each, Opening.EVERYTHING));
  }

  /** Writes the first line of its log. */
  void begin(ChangeTransaction tx, ConversationId made, AccountId starter) {
    tx.event(made, EventKind.CHANGED, starter, Optional.empty());
  }

  /**
   * Adds people from the start; the one who adds externals is their sponsor. Those who do not come
   * in at once are invited: they have to accept (D3), or somebody to approve it (G-26).
   *
   * @throws io.drawbridge.server.failure.Failure {@code not_found} if one is not a contact; {@code
   *     not_allowed} if one is an external whom the adder may not bring in
   */
  void addOthers(
      ChangeTransaction tx, ConversationId made, AccountId adder, Collection<AccountId> people) {
    Memberships memberships = tx.memberships();
    Contacts.Named named = contacts.require(tx.at().handle(), adder, tx.at().domain(), people);
    Opening fromNow = memberships.fromNow(tx.at());
    for (Admission.OfPerson each : memberships.admit(tx.at(), made, people)) {
      boolean external = named.externals().contains(each.person());
      Terms terms =
          external
              ? terms(ConversationRole.MEMBER, fromNow, Optional.of(adder))
              : terms(ConversationRole.MEMBER, Opening.EVERYTHING, Optional.empty());
      if (each.entry() instanceof Decision.Refused) {
        invite(tx, adder, each, fromNow);
      } else if (memberships.add(tx.at(), each, terms) && external) {
        invitations.tellAdded(tx, made, each.person(), Optional.empty());
      }
    }
  }

  /**
   * Adds all of a DM, each on equal terms; people who are there already stay as they are. A DM that
   * a member opens is a grant of its own. A DM that an external opens because of a shared
   * conversation ends together with that conversation, for all who have no seat (D7).
   *
   * @return those who were not there
   * @throws io.drawbridge.server.failure.Failure {@code not_found} if one is not a contact
   */
  List<AccountId> addTogether(
      ChangeTransaction tx,
      ConversationId made,
      AccountId opener,
      Collection<AccountId> everyone,
      Opening opening,
      Optional<ConversationId> ground) {
    Contacts.Named named = contacts.require(tx.at().handle(), opener, tx.at().domain(), everyone);
    Optional<ConversationId> anchor = ground.filter(shared -> named.externals().contains(opener));
    List<AccountId> added = new ArrayList<>();
    for (AccountId person : everyone) {
      boolean external = named.externals().contains(person);
      boolean sponsored = external && !person.equals(opener);
      Terms terms =
          terms(
              ConversationRole.MEMBER, opening, sponsored ? Optional.of(opener) : Optional.empty());
      Admission.OfPerson admitted =
          anchor.isPresent() && external
              ? tx.memberships().admitAnchored(tx.at(), made, person, anchor.get())
              : tx.memberships().admit(tx.at(), made, person);
      if (admitted.asked() && !admitted.waits()) {
        invite(tx, opener, admitted, opening);
      } else if (tx.memberships().add(tx.at(), admitted, terms)) {
        added.add(person);
        if (sponsored && anchor.isEmpty()) {
          invitations.tellAdded(tx, made, person, Optional.empty());
        }
      }
    }
    return added;
  }

  /** Invites a person by name who does not come in at once. */
  private void invite(
      ChangeTransaction tx, AccountId inviter, Admission.OfPerson admitted, Opening opening) {
    invitations.invite(
        tx,
        inviter,
        new Invitations.Person(
            admitted,
            opening,
            Optional.empty(),
            Optional.empty(),
            EndConditions.NONE,
            Optional.empty()));
  }

  private static Terms terms(ConversationRole role, Opening opening, Optional<AccountId> sponsor) {
    return new Terms(role, opening, Optional.empty(), sponsor, Optional.empty());
  }
}
