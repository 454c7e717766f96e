package io.drawbridge.server.access.link;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * The terms on which somebody is in a conversation.
 *
 * @param until when it ends by itself; empty if it does not
 * @param sponsor who answers for them; empty for members who came by themselves
 * @param relation what they are to the workspace, such as "customer"
 */
public record Terms(
    ConversationRole role,
    Opening opening,
    Optional<Instant> until,
    Optional<AccountId> sponsor,
    Optional<String> relation) {
  /** The same with another end. */
  public Terms until(Optional<Instant> end) {
    return new Terms(role, opening, end, sponsor, relation);
  }
}
