package io.drawbridge.server.retention;

import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.join.JoinEnds;
import io.drawbridge.server.retention.DeletionStore.Address;
import java.util.ArrayList;
import java.util.List;

/**
 * One part of ending a deleted conversation, inside a change: some of the links by which people
 * reach it, and of what could let somebody in. Each part looks again at what is left.
 */
final class PartOfDeletion {
  /** Links of one part: some tens of milliseconds under the domain's lock. */
  static final int PART = 100;

  /** A further conversation costs as much as so many links. */
  private static final int CONVERSATION = 10;

  private final Invitations invitations;
  private final JoinEnds joins;
  private final DeletionStore store = new DeletionStore();

  PartOfDeletion(Invitations invitations, JoinEnds joins) {
    this.invitations = invitations;
    this.joins = joins;
  }

  /**
   * What one part did, as a repeated command is told again.
   *
   * @param threads how many go with the conversation
   */
  record Part(int threads, boolean more) implements Changes.Part {}

  /** Ends some of what leads to the conversations of this deletion. */
  Part end(ChangeTransaction tx, ConversationId root, int threads) {
    List<ConversationId> over = new ArrayList<>();
    int left = PART;
    List<ConversationId> open = store.open(tx.handle(), root, PART / CONVERSATION + 1);
    for (ConversationId each : open) {
      if (left <= 0) {
        break;
      }
      int ended = links(tx, each, left);
      if (ended < left && !ways(tx, each)) {
        store.ended(tx.handle(), each);
        tx.wrote(AuditFact.became("conversation", each, "ended"));
        over.add(each);
      }
      left -= Math.max(ended, CONVERSATION);
    }
    tx.changed(over);
    return new Part(threads, !store.open(tx.handle(), root, 1).isEmpty());
  }

  private int links(ChangeTransaction tx, ConversationId conversation, int max) {
    String reason = EndReason.CLOSED.wire();
    List<Ended> people = store.people(tx.handle(), conversation, max);
    tx.memberships().removeAll(tx.at(), people, reason);
    List<Address> addresses =
        store.addresses(tx.handle(), conversation, Math.max(0, max - people.size()));
    List<ConversationId> others = new ArrayList<>();
    for (Address each : addresses) {
      tx.memberships().removeGroup(tx.at(), each.thread(), each.group(), reason);
      if (!each.thread().equals(conversation)) {
        others.add(each.thread());
      }
    }
    tx.changed(others);
    return people.size() + addresses.size();
  }

  /** Ends some of what could let somebody in; true if there may be more. */
  private boolean ways(ChangeTransaction tx, ConversationId conversation) {
    ExternalSelection here = new ExternalSelection.OfConversation(conversation);
    int revoked = invitations.revokeSelected(tx, here, PART);
    JoinEnds.Counts joining = joins.end(tx, here, PART);
    return revoked == PART || joining.links() == PART || joining.requests() == PART;
  }
}
