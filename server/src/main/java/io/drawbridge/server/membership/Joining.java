package io.drawbridge.server.membership;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.Memberships;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.log.EventKind;
import java.util.Optional;

/** Lets a member of the workspace into an open group, inside a change. */
public final class Joining {
  private final MembershipStore store = new MembershipStore();

  /**
   * Adds the person; nothing happens to somebody who is there. What an open group says is open to
   * members, but a person who was taken out comes back to what follows, not to the gap (N-17).
   */
  public void join(ChangeTransaction tx, ConversationFacts group, AccountId person) {
    boolean returning = store.wasIn(tx.at().handle(), group.id(), person);
    Opening opening = returning ? tx.memberships().fromNow(tx.at()) : Opening.EVERYTHING;
    boolean added =
        tx.memberships()
            .add(
                tx.at(),
                tx.memberships().admit(tx.at(), group.id(), person),
                new Memberships.Terms(
                    ConversationRole.MEMBER,
                    opening,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
    if (added) {
      tx.event(group.id(), EventKind.JOINED, person, Optional.of(person.value()));
    }
  }
}
