package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.ExternalRules;
import org.jdbi.v3.core.Handle;

/** Tells whether anybody from outside is in a conversation, or invited to it. */
public final class FirstExternalStore {
  /**
   * Checks that who brings somebody in said that they may be the first, if the policies want that.
   *
   * @param known what they said
   */
  public void require(Handle handle, ConversationFacts where, boolean known) {
    ExternalRules.first(where, known, () -> anybody(handle, where.id())).require();
  }

  /** From the invitation on (7.5). */
  private boolean anybody(Handle handle, ConversationId conversation) {
    return handle
        .createQuery(
            """
            select exists (
                select from held_path p
                where p.conversation = :conversation and seat_of(p.person, p.domain) is null)
              or exists (
                select from invitation i
                where i.conversation = :conversation and i.state in ('pending', 'undeliverable')
                  and invitation_state(i.state, i.expires_at, i.until) <> 'expired')
            """)
        .bind("conversation", conversation.value())
        .mapTo(Boolean.class)
        .one();
  }
}
