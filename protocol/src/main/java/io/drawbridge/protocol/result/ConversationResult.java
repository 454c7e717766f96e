package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.RosterEntry;
import java.util.List;
import java.util.Optional;

/** The results of commands about conversations. */
public sealed interface ConversationResult extends Result {

  /**
   * One conversation.
   *
   * @param conversation as the sender sees it
   */
  @JsonTypeName("conversation")
  record Conversation(ConversationView conversation) implements ConversationResult {}

  /**
   * A page of conversations.
   *
   * @param conversations in the order of their ids
   * @param more there is another page
   */
  @JsonTypeName("conversations")
  record Conversations(List<ConversationView> conversations, boolean more)
      implements ConversationResult {

    /** Copies the list. */
    public Conversations {
      conversations = List.copyOf(conversations);
    }
  }

  /**
   * A conversation that is deleted.
   *
   * @param threads how many threads went with it, since nothing else led to them
   * @param receipt nothing more of it is written to anybody
   */
  @JsonTypeName("conversation_deleted")
  record ConversationDeleted(int threads, Receipt receipt) implements ConversationResult {}

  /**
   * A page of a roster.
   *
   * @param entries people, groups and open invitations
   * @param next what to send as {@code after} for the next page
   * @param more there is another page
   */
  @JsonTypeName("roster")
  record Roster(List<RosterEntry> entries, Optional<String> next, boolean more)
      implements ConversationResult {

    /** Copies the list. */
    public Roster {
      entries = List.copyOf(entries);
    }
  }
}
