package io.drawbridge.server.membership;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Newcomer;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.log.EventKind;
import java.util.Optional;

/** Lets a member of the workspace into an open group, inside a change. */
public final class Joining {
  private final MembershipStore store = new MembershipStore();
  private final Windows windows = new Windows(store);

  /**
   * Adds the person; nothing happens to somebody who is there. What an open group says is open to
   * members as far as its policy lets it (D16), but a person who was taken out comes back to what
   * follows, not to the gap (N-17).
   */
  public void join(ChangeTransaction tx, ConversationFacts group, AccountId person) {
    boolean returning = store.wasIn(tx.at().handle(), group.id(), person);
    Opening opening =
        windows.byPolicy(tx, group.id(), returning ? Newcomer.RETURNING : Newcomer.MEMBER);
    boolean added =
        tx.memberships()
            .add(
                tx.at(),
                tx.memberships().admit(tx.at(), group.id(), person),
                new Terms(
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
