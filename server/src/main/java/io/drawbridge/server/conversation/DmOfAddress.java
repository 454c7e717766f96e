package io.drawbridge.server.conversation;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Memberships;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.invite.Invitations.DmArrivals;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Keeps to one DM for each home and set of people, when the owner of an address turns out to be
 * somebody with whom the others have one. Only now may that show: before, it would have told whose
 * address it is. The older DM is the one that stays. What was written while the invitation waited
 * is not lost: where it was written it can be read, and nothing is added.
 */
public final class DmOfAddress implements DmArrivals {
  private final DmStore store = new DmStore();
  private final ConversationStore rows = new ConversationStore();

  @Override
  public ConversationId arrive(
      ChangeTransaction tx,
      ConversationId invitedTo,
      AccountId inviter,
      AccountId newcomer,
      Runnable join) {
    Handle handle = tx.at().handle();
    Optional<DmKey> address = store.key(handle, invitedTo);
    Optional<DmKey> people = address.map(key -> key.ofOwner(newcomer));
    if (address.equals(people)) {
      join.run();
      return invitedTo;
    }
    Optional<ConversationId> older = store.byKey(handle, people.orElseThrow());
    store.rename(handle, invitedTo, older.isPresent() ? Optional.empty() : people);
    store.alias(handle, address.orElseThrow(), older.orElse(invitedTo));
    if (older.isEmpty()) {
      join.run();
      return invitedTo;
    }
    bring(tx, older.get(), inviter, Optional.empty());
    bring(tx, older.get(), newcomer, Optional.of(inviter));
    if (store.written(handle, invitedTo)) {
      join.run();
      close(tx, invitedTo);
    } else {
      end(tx, invitedTo);
    }
    return older.get();
  }

  /**
   * Brings the person in by a grant of their own, which no anchor ends; somebody who had left comes
   * back to what follows.
   */
  private static void bring(
      ChangeTransaction tx, ConversationId dm, AccountId person, Optional<AccountId> sponsor) {
    Memberships memberships = tx.memberships();
    Terms terms =
        new Terms(
            ConversationRole.MEMBER,
            memberships.fromNow(tx.at()),
            Optional.empty(),
            sponsor,
            Optional.empty());
    if (memberships.add(tx.at(), memberships.admit(tx.at(), dm, person), terms)) {
      tx.event(dm, EventKind.JOINED, person, Optional.of(person.value()));
    } else {
      memberships.unanchor(tx.at(), dm, person);
    }
  }

  private void close(ChangeTransaction tx, ConversationId dm) {
    rows.setState(tx, dm, "closed");
    tx.event(dm, EventKind.CHANGED, tx.at().actor(), Optional.empty());
  }

  private void end(ChangeTransaction tx, ConversationId dm) {
    store
        .people(tx.at().handle(), dm)
        .forEach(person -> tx.memberships().remove(tx.at(), dm, person, "closed"));
  }
}
