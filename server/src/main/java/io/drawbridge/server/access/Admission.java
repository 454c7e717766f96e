package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import java.util.Optional;

/**
 * Proof that somebody may come into a conversation: that they are a member of its home, or that
 * whoever acts may bring externals in. Made by {@link Memberships} inside a change, under the lock,
 * and good for that change alone. Without one no link that opens a path is written, and no address
 * invited: so every door through which an external can come asks the same rule.
 */
public sealed interface Admission {
  ConversationId conversation();

  /** May get a link of their own. */
  sealed interface OfPerson extends Admission permits AdmittedPerson {
    AccountId person();

    /** Whether such a link holds already: then there is nothing to add, and nothing was asked. */
    boolean there();

    /** The conversation with which a DM ends for whoever is no member (D7). */
    Optional<ConversationId> anchor();
  }

  /** May lead its people into a thread. */
  sealed interface OfGroup extends Admission permits AdmittedGroup {
    ConversationId group();
  }

  /** Whoever owns an address may be invited: nobody asks whose it is. */
  sealed interface OfAddress extends Admission permits AdmittedAddress {}
}
