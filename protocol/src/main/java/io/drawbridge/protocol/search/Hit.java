package io.drawbridge.protocol.search;

import io.drawbridge.protocol.conversation.Message;
import java.util.List;

/**
 * A message that a search found.
 *
 * @param message as it is now
 * @param name the name of its conversation, empty for a DM
 * @param highlights the parts of its text that were meant, in their order; at most 50
 */
public record Hit(Message message, String name, List<Highlight> highlights) {

  /** Copies the list. */
  public Hit {
    highlights = List.copyOf(highlights);
  }
}
