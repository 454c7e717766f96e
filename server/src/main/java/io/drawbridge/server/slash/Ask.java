package io.drawbridge.server.slash;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.AskId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.link.DomainId;
import java.time.Instant;

/**
 * A slash command that somebody ran.
 *
 * @param epoch of the domain when it was asked
 * @param pos a position of that moment, above all floors of then
 */
record Ask(
    AskId id,
    DomainId domain,
    ConversationId conversation,
    AccountId bot,
    AccountId asker,
    String name,
    long epoch,
    long pos,
    Instant askedAt,
    int answers) {

  Instant answerBy() {
    return askedAt.plus(Limits.SLASH_FIRST_ANSWER);
  }

  /** Returns whether one more answer is in time. */
  boolean takesAnswer(Instant now) {
    return answers == 0
        ? now.isBefore(answerBy())
        : answers <= Limits.SLASH_FOLLOW_UPS_MAX
            && now.isBefore(askedAt.plus(Limits.SLASH_ANSWERS));
  }

  /**
   * The tag of what is told of it: as content of that moment, so that somebody who was removed
   * since does not hear of it when they come back.
   *
   * @param needs the domain's epoch in the snapshot that had it
   */
  Tag tag(long needs, AccountId whose) {
    return new Tag.Content(domain, conversation, needs, epoch, pos, Whose.of(whose));
  }
}
