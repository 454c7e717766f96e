package io.drawbridge.server.notify.judge;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.notify.rule.Happening;
import io.drawbridge.server.notify.rule.Keyword;
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
 */
record Occurrence(
    ConversationId conversation,
    DomainId domain,
    long pos,
    AccountId author,
    boolean home,
    Optional<Message> message,
    Optional<AccountId> person,
    Happening what) {

  /** The place and the text of a message that is still there. */
  record Message(long pos, long epoch, String text) {}

  /** The words in its text, if it was just posted. */
  List<String> terms() {
    return what.sort() == Happening.Sort.MESSAGE
        ? message.map(it -> Keyword.terms(it.text())).orElse(List.of())
        : List.of();
  }
}
