package io.drawbridge.protocol.ledger;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.ConversationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A conversation, and what of it a person can see at one moment.
 *
 * @param conversation which
 * @param kind group, thread or DM
 * @param name its name now, if it is an open or private group or the reader is in it
 * @param paths what leads there; empty if nothing does
 * @param showsFrom they see what was sent after this; absent if they see everything, or nothing
 */
public record LedgerConversation(
    ConversationId conversation,
    ConversationKind kind,
    Optional<String> name,
    List<LedgerPath> paths,
    Optional<Instant> showsFrom) {

  /** Copies the list. */
  public LedgerConversation {
    paths = List.copyOf(paths);
  }
}
