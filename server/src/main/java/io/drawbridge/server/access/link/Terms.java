package io.drawbridge.server.access.link;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The terms on which somebody is in a conversation.
 *
 * @param until when it ends by itself; empty if it does not
 * @param sponsor who answers for them; empty for members who came by themselves
 * @param relation what they are to the workspace, such as "customer"
 * @param confirmBy by when somebody has to confirm an external
 * @param conditions what else ends it
 */
public record Terms(
    ConversationRole role,
    Opening opening,
    Optional<Instant> until,
    Optional<AccountId> sponsor,
    Optional<String> relation,
    Optional<Instant> confirmBy,
    EndConditions conditions) {
  /** Without anything that is for externals alone but a sponsor. */
  public Terms(
      ConversationRole role,
      Opening opening,
      Optional<Instant> until,
      Optional<AccountId> sponsor,
      Optional<String> relation) {
    this(role, opening, until, sponsor, relation, Optional.empty(), EndConditions.NONE);
  }

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

  /**
   * The time at which something given out stops working, if it is soon enough.
   *
   * @throws Failure {@code invalid}
   */
  public static Instant within(Instant end, Instant now, Duration max) {
    Duration lifetime = Duration.between(now, end);
    if (!lifetime.isPositive() || lifetime.compareTo(max) > 0) {
      throw Failure.invalid(
          "expires_at: %s (expected: within %d days from now)".formatted(end, max.toDays()));
    }
    return end;
  }

  /** The same with another end, and to be confirmed by then. */
  public Terms until(Optional<Instant> end, Optional<Instant> confirm) {
    return new Terms(role, opening, end, sponsor, relation, confirm, conditions);
  }

  /** The same, where something else ends it too. */
  public Terms endingWhen(EndConditions otherwise) {
    return new Terms(role, opening, until, sponsor, relation, confirmBy, otherwise);
  }
}
