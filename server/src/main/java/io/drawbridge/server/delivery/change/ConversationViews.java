package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.egress.Tag;
import java.util.Collection;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Renders conversations as one reader may see them, for answers, the inbox, resume and {@code
 * access.gained}. The right is joined in the same statement: a conversation to which no active path
 * leads the reader is absent from the map. Blocks on the database; thread-safe.
 */
public interface ConversationViews {
  /** One statement on a connection of its own, so one snapshot. */
  Map<ConversationId, Rendered> render(AccountId reader, Collection<ConversationId> conversations);

  /** The same in the caller's transaction. */
  Map<ConversationId, Rendered> render(
      Handle handle, AccountId reader, Collection<ConversationId> conversations);

  /** The picture to show, and the tag it must pass the egress gate with. */
  record Rendered(ConversationView view, Tag.Conversation tag) {}
}
