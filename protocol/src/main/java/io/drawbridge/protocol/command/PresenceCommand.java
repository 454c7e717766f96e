package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.PresenceState;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.PresenceResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.util.List;
import java.util.Optional;

/**
 * Commands about presence and typing; nothing of them is stored.
 *
 * @param <R> what the command answers
 */
public sealed interface PresenceCommand<R extends Result> extends Command<R> {

  /**
   * Shows for a few seconds that the sender types.
   *
   * @param conversation which conversation
   */
  @JsonTypeName("typing.start")
  record StartTyping(ConversationId conversation) implements PresenceCommand<Done> {}

  /**
   * Says whether the sender is there.
   *
   * @param state online, away or dnd
   * @param text a line to show, 0 to 100 chars
   */
  @JsonTypeName("presence.set")
  record SetPresence(PresenceState state, Optional<String> text) implements PresenceCommand<Done> {

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
  record Subscribe(List<AccountId> people) implements PresenceCommand<PresenceResult.Presences> {

    /** Copies the list. */
    public Subscribe {
      people = Check.list("people", people, Limits.PRESENCE_SUBSCRIPTIONS_MAX);
    }
  }
}
