package io.drawbridge.server.conversation;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.block.Blocks;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.people.Contacts;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * {@code dm.open}: finds or makes the DM of a set of people: oneself, one other, or a few, all of
 * them contacts, one perhaps by address. A DM by address is one of its own even if the owner of the
 * address is a contact: finding the other one would tell whose address it is. They become one when
 * the invitation is accepted ({@link DmOfAddress}).
 *
 * <p>Its home is the workspace named, else {@link DmHomes} chooses one. Where that is the home of a
 * conversation that all share and the opener is an external there, the conversation is the ground
 * on which the DM may be opened and the anchor that it ends with (D7). Only one's own note pad has
 * no workspace.
 */
final class OpenDm {
  private final AccessGate gate;
  private final Database database;
  private final DmHomes homes = new DmHomes();
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

  /** The DM wanted: who is in it, and where; without a home it is the opener's note pad. */
  private record Wanted(
      AccountId opener,
      Set<AccountId> everyone,
      Optional<EmailAddress> address,
      Optional<DmHomes.Home> home) {
    DmKey key() {
      return DmKey.of(home.map(DmHomes.Home::domain), everyone, address);
    }

    Optional<ConversationId> ground() {
      return home.flatMap(DmHomes.Home::ground);
    }
  }

  CompletionStage<Answer<ConversationResult.Conversation>> handle(
      Caller caller, DmCommand.Open command) {
    requireContacts(caller, command.people());
    Wanted wanted = wanted(caller, command);
    if (wanted.home().isEmpty()) {
      DomainId own =
          database.write(
              handle -> store.home(handle, wanted.key(), new DomainId(made.nextId().value())));
      return shown.after(caller, made.makeHomeless(caller, own, command, tx -> open(tx, wanted)));
    }
    DmHomes.Home home = wanted.home().get();
    Permit permit =
        home.ground()
            .<Permit>map(ground -> gate.invite(caller, ground, Action.Invite.START_DM_WITHIN))
            .orElseGet(() -> gate.workspace(caller, home.workspace(), WorkspaceAction.OPEN_DM));
    return shown.after(caller, made.make(caller, permit, command, tx -> open(tx, wanted)));
  }

  /**
   * Refuses people whom the opener may not name, before anything else is looked up about them: so
   * they cost the same as people who do not exist (O2), and so do those who blocked the opener.
   */
  private void requireContacts(Caller caller, List<AccountId> people) {
    if (!people.isEmpty()) {
      DomainId nobodysHome = new DomainId(made.nextId().value());
      database.query(handle -> {
        boolean blocked = Blocks.anyApart(handle, people, caller.account());
        Contacts.Named named = contacts.require(handle, caller.account(), nobodysHome, people);
        requireWelcome(blocked);
        return named;
      });
    }
  }

  private static void requireWelcome(boolean blocked) {
    if (blocked) {
      throw Failure.notFound();
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
    Optional<DmHomes.Home> home = command.workspace().map(DmHomes.Home::of);
    if (home.isEmpty() && others > 0) {
      home =
          Optional.of(
              database.query(handle -> homes.choose(handle, caller.account(), everyone, address)));
    }
    return new Wanted(caller.account(), everyone, address, home);
  }

  private ConversationId open(ChangeTransaction tx, Wanted wanted) {
    Optional<ConversationId> ground = wanted.ground();
    ground.ifPresent(shared -> requireAllIn(tx, shared, wanted.everyone()));
    Optional<ConversationId> known = store.byKey(tx.at().handle(), wanted.key());
    requireWelcome(Blocks.any(tx.at().handle(), newcomers(tx, known, wanted), wanted.opener()));
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

  /** Those who are not in the DM yet, or have left it. */
  private Collection<AccountId> newcomers(
      ChangeTransaction tx, Optional<ConversationId> known, Wanted wanted) {
    return known
        .<Collection<AccountId>>map(dm -> {
          Set<AccountId> outside = new LinkedHashSet<>(wanted.everyone());
          store.people(tx.at().handle(), dm).forEach(outside::remove);
          return outside;
        })
        .orElse(wanted.everyone());
  }

  /** Refuses as not found if somebody has lost access to the ground meanwhile. */
  private void requireAllIn(ChangeTransaction tx, ConversationId ground, Set<AccountId> everyone) {
    List<AccessGate.Asked> asked =
        everyone.stream()
            .map(person -> new AccessGate.Asked(person, ground, Action.Read.READ))
            .toList();
    boolean all =
        gate.decideAll(tx.at().handle(), asked).stream().allMatch(Decision.ALLOWED::equals);
    if (!all) {
      throw Failure.notFound();
    }
  }

  private ConversationId fresh(ChangeTransaction tx, Wanted wanted) {
    ConversationId dm =
        wanted.home().isPresent() ? made.nextId() : new ConversationId(tx.at().domain().value());
    store.insert(tx, dm, wanted.key(), wanted.opener());
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
            tx.memberships().admitAddress(tx.at(), dm, address.value()),
            address.value(),
            opening,
            Optional.empty(),
            Optional.empty(),
            EndConditions.NONE,
            Optional.empty(),
            Optional.empty()));
  }
}
