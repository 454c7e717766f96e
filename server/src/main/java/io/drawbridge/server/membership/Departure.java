package io.drawbridge.server.membership;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.conversation.Path;
import io.drawbridge.protocol.conversation.PathKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.Memberships;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.Memberships.Removed;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.invite.Invitations;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The end of a person's own link to a conversation, by removal or by leaving, inside a change. */
final class Departure {
  private final Invitations invitations;
  private final MembershipStore store;

  Departure(Invitations invitations, MembershipStore store) {
    this.invitations = invitations;
    this.store = store;
  }

  /** The paths that are to end. */
  enum Extent {
    /** The direct link only (N-6). */
    DIRECT,
    /** All: groups lead the person to the thread no more, not even groups they join later. */
    ALL_PATHS
  }

  /**
   * Ends the link, and open invitations with it (leak 117). The reply waits for the fence whenever
   * something ended, and also when it had ended already: an earlier end may still be on its way to
   * the nodes.
   *
   * @return the paths that remain
   * @throws Failure {@code not_found} if nothing leads or ever led the person there
   */
  List<Path> end(
      ChangeTransaction tx,
      ConversationFacts conversation,
      AccountId person,
      EndReason reason,
      Extent extent) {
    At at = tx.at();
    Memberships memberships = tx.memberships();
    Removed removed =
        memberships.remove(at, conversation.id(), person, reason.name().toLowerCase(Locale.ROOT));
    if (!removed.ended() && !store.everLed(at.handle(), conversation.id(), person)) {
      throw Failure.notFound();
    }
    // Groups lead to threads alone, and none of them past an exclusion.
    boolean all = extent == Extent.ALL_PATHS && conversation.kind() == ConversationKind.THREAD;
    boolean excluded = all && memberships.exclude(at, conversation.id(), person);
    if (removed.asked()) {
      invitations.revokeFor(tx, conversation.id(), person);
    }
    List<Path> remaining = all ? List.of() : removed.remaining();
    if ((removed.ended() || excluded) && remaining.isEmpty()) {
      tx.event(conversation.id(), EventKind.LEFT, at.actor(), Optional.of(person.value()));
    }
    return remaining;
  }

  /** Returns whether a group leads the person there. */
  boolean reachesByGroup(ChangeTransaction tx, ConversationFacts conversation, AccountId person) {
    return tx.memberships().paths(tx.at().handle(), conversation.id(), person).stream()
        .anyMatch(path -> path.kind() == PathKind.GROUP);
  }
}
