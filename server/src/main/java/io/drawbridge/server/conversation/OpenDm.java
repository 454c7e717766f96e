package io.drawbridge.server.conversation;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.frame.ConversationResult;
import io.drawbridge.protocol.frame.DmCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Action;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.DomainId;
import io.drawbridge.server.access.Memberships.Opening;
import io.drawbridge.server.access.Permit;
import io.drawbridge.server.access.WorkspaceAction;
import io.drawbridge.server.conversation.DmStore.Ground;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.EventKind;
import io.drawbridge.server.delivery.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.mail.EmailAddress;
import io.drawbridge.server.people.Contacts;
import io.drawbridge.server.session.Answer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code dm.open}: finds or makes the DM of a set of people: oneself, one other, or a few, all of
 * them contacts, one perhaps by address. A DM by address is one of its own even if the owner of the
 * address is a contact: finding the other one would tell whose address it is.
 *
 * <p>Its home is the workspace named, else one that all are members of, else that of a conversation
 * they all share: then that conversation is the ground on which the DM may be opened, and if an
 * external opens it, the anchor that it ends with (D7). Else the DM is its own home.
 */
final class OpenDm {
  private final AccessGate gate;
  private final Database database;
  private final NewConversations made;
  private final Contacts contacts;
  private final Invitations invitations;
  private final Shown shown;
  private final DmStore store = new DmStore();

  OpenDm(
      AccessGate gate,
      Database database,
      NewConversations made,
      Contacts contacts,
      Invitations invitations,
      Shown shown) {
    this.gate = gate;
    this.database = database;
    this.made = made;
    this.contacts = contacts;
    this.invitations = invitations;
    this.shown = shown;
  }

  /** The DM wanted: where, and who in it; {@code ground}: because of what they share. */
  private record Wanted(
      AccountId opener,
      Set<AccountId> everyone,
      Optional<EmailAddress> address,
      Optional<WorkspaceId> workspace,
      Optional<Ground> ground) {
    Optional<DomainId> home() {
      return workspace.map(id -> new DomainId(id.value())).or(() -> ground.map(Ground::home));
    }

    DmKey key() {
      return DmKey.of(home(), everyone, address);
    }

    boolean oneself() {
      return everyone.size() == 1 && address.isEmpty();
    }
  }

  CompletionStage<Answer<ConversationResult.Conversation>> handle(
      Caller caller, DmCommand.Open command) {
    requireContacts(caller, command.people());
    Wanted wanted = wanted(caller, command);
    Optional<Permit> permit =
        wanted
            .workspace()
            .<Permit>map(home -> gate.workspace(caller, home, WorkspaceAction.OPEN_DM))
            .or(() ->
                wanted
                    .ground()
                    .map(it -> gate.invite(caller, it.conversation(), Action.START_DM_WITHIN)));
    if (permit.isPresent()) {
      DomainId home = wanted.home().orElseThrow();
      return shown.after(
          caller, made.make(caller, permit.get(), home, command, tx -> open(tx, wanted)));
    }
    DomainId home = database.write(handle -> home(handle, wanted));
    return shown.after(caller, made.makeHomeless(caller, home, command, tx -> open(tx, wanted)));
  }

  /**
   * Before anything else is looked up about them: whom the opener may not name costs what nobody
   * costs (O2).
   */
  private void requireContacts(Caller caller, List<AccountId> people) {
    if (!people.isEmpty()) {
      DomainId nobodysHome = new DomainId(made.nextId().value());
      database.query(handle -> contacts.require(handle, caller.account(), nobodysHome, people));
    }
  }

  private Wanted wanted(Caller caller, DmCommand.Open command) {
    Set<AccountId> everyone = new LinkedHashSet<>();
    everyone.add(caller.account());
    everyone.addAll(command.people());
    Optional<EmailAddress> address = command.email().map(EmailAddress::of);
    int others = everyone.size() - 1 + (address.isPresent() ? 1 : 0);
    if (others > Limits.DM_PEOPLE_MAX) {
      throw Failure.invalid(
          "people: %d others (expected: at most %d)".formatted(others, Limits.DM_PEOPLE_MAX));
    }
    if (command.workspace().isPresent() || others == 0) {
      return new Wanted(caller.account(), everyone, address, command.workspace(), Optional.empty());
    }
    return database.query(handle -> homeless(handle, caller.account(), everyone, address));
  }

  /** Where no home was named. */
  private Wanted homeless(
      Handle handle, AccountId opener, Set<AccountId> everyone, Optional<EmailAddress> address) {
    Wanted nowhere = new Wanted(opener, everyone, address, Optional.empty(), Optional.empty());
    if (address.isPresent()) {
      // Nobody outside a workspace invites (D2); whether the address is a member's is not asked.
      if (!store.seatedAnywhere(handle, opener)) {
        throw Failure.notAllowed("only members of a workspace invite by address");
      }
      return nowhere;
    }
    Optional<WorkspaceId> common = store.commonWorkspace(handle, everyone);
    if (common.isPresent()
        || store.byPeople(handle, opener, Optional.empty(), everyone).isPresent()) {
      return new Wanted(opener, everyone, address, common, Optional.empty());
    }
    Optional<Ground> ground = store.ground(handle, everyone);
    if (ground.isEmpty()) {
      Set<AccountId> others = new LinkedHashSet<>(everyone);
      others.remove(opener);
      if (!store.mayBringTogether(handle, opener, others)) {
        throw Failure.notAllowed("people: no conversation that all are in (expected: one)");
      }
    }
    return new Wanted(opener, everyone, address, Optional.empty(), ground);
  }

  private DomainId home(Handle handle, Wanted wanted) {
    return found(handle, wanted)
        .map(DmStore.Found::domain)
        .orElseGet(() -> store.home(handle, wanted.key(), new DomainId(made.nextId().value())));
  }

  private Optional<DmStore.Found> found(Handle handle, Wanted wanted) {
    return wanted.address().isPresent() || wanted.oneself()
        ? Optional.empty()
        : store.byPeople(handle, wanted.opener(), wanted.home(), wanted.everyone());
  }

  private ConversationId open(ChangeTransaction tx, Wanted wanted) {
    Optional<ConversationId> ground = wanted.ground().map(Ground::conversation);
    if (ground.isPresent() && !store.allIn(tx.at().handle(), ground.get(), wanted.everyone())) {
      throw Failure.notFound();
    }
    Optional<ConversationId> known =
        store
            .byKey(tx.at(), wanted.key())
            .or(() -> found(tx.at().handle(), wanted).map(DmStore.Found::conversation));
    ConversationId dm = known.orElseGet(() -> fresh(tx, wanted));
    // Who left an old DM comes back to what follows.
    Opening opening = known.isPresent() ? tx.memberships().fromNow(tx.at()) : Opening.EVERYTHING;
    List<AccountId> added =
        made.addTogether(tx, dm, wanted.opener(), wanted.everyone(), opening, ground);
    if (known.isPresent()) {
      added.forEach(
          person -> tx.event(dm, EventKind.JOINED, wanted.opener(), Optional.of(person.value())));
    }
    wanted
        .address()
        .filter(address -> !store.awaitsOrHasAnother(tx.at().handle(), dm, wanted.everyone()))
        .ifPresent(address -> invite(tx, wanted, dm, address, opening));
    if (known.isEmpty()) {
      made.begin(tx, dm, wanted.opener());
    }
    return dm;
  }

  private ConversationId fresh(ChangeTransaction tx, Wanted wanted) {
    ConversationId dm =
        wanted.home().isPresent() ? made.nextId() : new ConversationId(tx.at().domain().value());
    store.insert(tx.at(), dm, wanted.key(), wanted.opener());
    return dm;
  }

  private void invite(
      ChangeTransaction tx,
      Wanted wanted,
      ConversationId dm,
      EmailAddress address,
      Opening opening) {
    invitations.invite(
        tx,
        wanted.opener(),
        new Invitations.Wanted(
            tx.memberships().admitAddress(tx.at(), dm),
            address.value(),
            opening,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }
}
