package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import java.util.Optional;

/**
 * Proof that somebody may come into a conversation: either they are a member of its home, or the
 * person who acts may bring externals in. Made by {@link Memberships} inside a change, under the
 * lock, and good for that change alone. Without one no link that opens a path is written, and no
 * address is invited. So every door through which an external can come asks the same rule.
 */
public sealed interface Admission {
  ConversationId conversation();

  /** Permission for a person to get a link of their own. */
  sealed interface OfPerson extends Admission permits Admitted.Person {
    AccountId person();

    /** True if such a link holds already: then there is nothing to add, and no rule was asked. */
    boolean there();

    /** The conversation as it is under the lock, if they come as an external who was not there. */
    Optional<ConversationFacts> asExternal();

    /**
     * Whether they come in at once; else why not: somebody has to approve it first (G-26), or they
     * have to accept (D3). No link is written before that.
     */
    Decision entry();

    /** True if somebody has to approve it, before they themselves hear of it. */
    boolean waits();

    /** True if they themselves have to accept. */
    boolean asked();

    /** The conversation with which the DM of a person without a seat ends (D7). */
    Optional<ConversationId> anchor();
  }

  /** Permission for a group to lead its people into a thread. */
  sealed interface OfGroup extends Admission permits Admitted.Group {
    ConversationId group();
  }

  /** Permission to invite the owner of an address; nobody asks whose it is. */
  sealed interface OfAddress extends Admission permits Admitted.Address {
    /** True if somebody has to approve the invitation before its mail leaves (G-26). */
    boolean waits();
  }
}
