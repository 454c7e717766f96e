package io.drawbridge.protocol.push;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.notify.NoticeCause;
import java.util.Optional;

/**
 * The content of a push, as a device reads it. A device that wants to show more than stands there
 * asks for it by its own session, and is answered what its person may see then.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface PushMessage {

  /**
   * Something in the conversation is for this person, and they have not read it. It replaces what
   * was pushed about the conversation before.
   *
   * @param conversation where
   * @param pos the position of the newest
   * @param told what it is; for members, and where the policy {@code push_include_text} says so
   */
  @JsonTypeName("notice")
  record Notice(ConversationId conversation, long pos, Optional<Told> told)
      implements PushMessage {}

  /**
   * The person is not in the conversation any more: what the device shows of it has to go.
   *
   * @param conversation which
   */
  @JsonTypeName("withdraw")
  record Withdraw(ConversationId conversation) implements PushMessage {}

  /**
   * The part of a notice that can be shown without asking.
   *
   * @param cause why the person is told
   * @param author who wrote it
   * @param title the conversation's, where it may be shown on a locked screen
   * @param text the beginning of what was written, if it is a message
   */
  record Told(NoticeCause cause, String author, Optional<String> title, Optional<String> text) {}
}
