package io.drawbridge.client.chat.words;

import io.drawbridge.protocol.id.ConversationId;
import java.util.Optional;

/** Does the lines of one family that a person types: those about files, or about webhooks. */
public interface Words {
  /**
   * Does a line if it is one of these.
   *
   * @param command its first word, such as {@code /files}
   * @param rest what stands behind it, stripped
   * @param here the conversation that the person is in
   * @return false if the line is of another family
   */
  boolean line(String command, String rest, Optional<ConversationId> here);
}
