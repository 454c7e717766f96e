package io.drawbridge.server.notify.judge;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.notify.rule.Happening;
import java.util.List;
import java.util.Optional;

/**
 * An event as it is judged.
 *
 * @param pos of the event
 * @param author who wrote or did it
 * @param home its author is a member of the conversation's home
 * @param message the message it is about, if it is about one
 * @param person whom it is about, if it is about one
 * @param terms the words in its text, if it was just posted
 */
record Occurrence(
    ConversationId conversation,
    DomainId domain,
    long pos,
    AccountId author,
    boolean home,
    Optional<Message> message,
    Optional<AccountId> person,
    Happening what,
    List<String> terms) {

  /** The place and the text of a message that is still there. */
  record Message(long pos, long epoch, String text) {}
}
