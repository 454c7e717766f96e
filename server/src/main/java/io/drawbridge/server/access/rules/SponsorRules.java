package io.drawbridge.server.access.rules;

import io.drawbridge.server.access.rules.AccessRules.Recipient;
import io.drawbridge.server.access.rules.Decision.Allowed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The part of {@link AccessRules} about who answers for externals (N-12): who says who does, who
 * can be it, and by when somebody has to be.
 */
public final class SponsorRules {
  private SponsorRules() {}

  /**
   * Decides whether a person hands an external over to somebody, or confirms them: who answers for
   * them, though they may have left, and who may end their part in the conversation.
   *
   * @param sponsor the person answers, or answered last, for the external
   */
  public static Decision answerFor(Standing who, ConversationFacts what, boolean sponsor) {
    boolean own = sponsor && !who.suspended() && !who.external();
    return own ? Decision.ALLOWED : AccessRules.decide(who, what, Action.Remove.REMOVE_EXTERNAL);
  }

  /**
   * Decides whether a person can answer for externals who are there: a member in it who may bring
   * some in, also if it is closed. Who asks learns no more of the reason.
   */
  public static Decision succeed(Standing who, ConversationFacts what, List<Recipient> recipients) {
    boolean may =
        who.hasPath()
            && !who.external()
            && AccessRules.bringExternal(who, what.reopened(), recipients) instanceof Allowed;
    return AccessRules.allowIf(may, Why.NO_SPONSOR);
  }

  /** Returns until when an external stays whom nobody answers for from now on. */
  public static Instant orphanedUntil(ConversationFacts what, Instant now) {
    return now.plus(Duration.ofDays(what.policies().orphanGraceDays()));
  }

  /** Returns whether the policies want somebody to confirm an external sooner than this. */
  public static boolean unconfirmed(
      ConversationFacts what, Optional<Instant> confirmBy, Instant now) {
    Optional<Instant> latest = confirmBy(what, now);
    return latest.isPresent() && confirmBy.filter(it -> !it.isAfter(latest.get())).isEmpty();
  }

  /** Returns by when somebody has to confirm an external who comes, or is confirmed, now. */
  public static Optional<Instant> confirmBy(ConversationFacts what, Instant now) {
    return what.policies().confirmDays().map(days -> now.plus(Duration.ofDays(days)));
  }
}
