package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.ConversationView;

/** The results of commands about interest. */
public sealed interface InterestResult extends Result {

  /**
   * The conversation is open; events follow.
   *
   * @param conversation as the sender sees it
   * @param head the newest position the sender may see
   */
  @JsonTypeName("opened")
  record Opened(ConversationView conversation, long head) implements InterestResult {}
}
