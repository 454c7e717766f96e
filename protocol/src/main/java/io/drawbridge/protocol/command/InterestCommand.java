package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.InterestResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.util.Optional;

/**
 * Commands about what a connection wants to get.
 *
 * @param <R> what the command answers
 */
public sealed interface InterestCommand<R extends Result> extends Command<R> {

  /**
   * Asks for all events of a conversation from now on; with a cursor those after it follow first.
   * If they are too many or too old, a {@code resync} follows instead.
   *
   * @param conversation which conversation
   * @param cursor the last position the client has
   */
  @JsonTypeName("interest.open")
  record Open(ConversationId conversation, Optional<Long> cursor)
      implements InterestCommand<InterestResult.Opened> {

    /** Checks the fields. */
    public Open {
      Check.pos("cursor", cursor);
    }
  }

  /**
   * Asks for heads of a conversation only, no longer for its events.
   *
   * @param conversation which conversation
   */
  @JsonTypeName("interest.close")
  record Close(ConversationId conversation) implements InterestCommand<Done> {}

  /**
   * Follows a conversation, or stops: all events of what is followed come to every connection of
   * the sender, as of what is open; of the rest only heads.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param on true to do it, false to undo it
   */
  @JsonTypeName("interest.follow")
  record Follow(String clientId, ConversationId conversation, boolean on)
      implements InterestCommand<Done>, Mutation {

    /** Checks the fields. */
    public Follow {
      Check.clientId(clientId);
    }
  }
}
