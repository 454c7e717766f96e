package io.drawbridge.server.access.link;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.failure.Failure;
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
  /**
   * Refuses an end that has passed.
   *
   * @throws Failure {@code invalid}
   */
  public static void requireToCome(Optional<Instant> until, Instant now) {
    if (until.filter(it -> !it.isAfter(now)).isPresent()) {
      throw Failure.invalid("until: " + until.get() + " (expected: a time to come)");
    }
  }

  /** The same with another end. */
  public Terms until(Optional<Instant> end) {
    return new Terms(role, opening, end, sponsor, relation);
  }
}
