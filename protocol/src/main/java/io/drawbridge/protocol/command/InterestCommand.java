package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.PresenceState;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.InterestResult;
import io.drawbridge.protocol.result.PresenceResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.util.List;
import java.util.Optional;

/**
 * Commands about what a connection wants to get, and about presence and typing, of which nothing is
 * stored.
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

  /**
   * Shows for a few seconds that the sender types.
   *
   * @param conversation which conversation
   */
  @JsonTypeName("typing.start")
  record StartTyping(ConversationId conversation) implements InterestCommand<Done> {}

  /**
   * Says whether the sender is there.
   *
   * @param state online, away or dnd
   * @param text a line to show, 0 to 100 chars
   */
  @JsonTypeName("presence.set")
  record SetPresence(PresenceState state, Optional<String> text) implements InterestCommand<Done> {

    /** Checks the fields. */
    public SetPresence {
      if (state == PresenceState.OFFLINE) {
        throw Check.invalid("state", "offline (expected: one of online, away, dnd)");
      }
      text = text.map(it -> Check.line("text", it, Limits.STATUS_CHARS_MAX));
    }
  }

  /**
   * Asks for the presence of these people, in place of those asked for before; people the sender
   * may not see are left out.
   *
   * @param people at most 200
   */
  @JsonTypeName("presence.subscribe")
  record Subscribe(List<AccountId> people) implements InterestCommand<PresenceResult.Presences> {

    /** Copies the list. */
    public Subscribe {
      people = Check.list("people", people, Limits.PRESENCE_SUBSCRIPTIONS_MAX);
    }
  }
}
