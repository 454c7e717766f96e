package io.drawbridge.server;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.delivery.change.ConversationViews;
import java.util.Collection;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Renders nothing: for the tests of stores, where rendering is somebody else's matter. */
public final class NoViews implements ConversationViews {
  @Override
  public Map<ConversationId, Rendered> render(
      AccountId reader, Collection<ConversationId> conversations) {
    return Map.of();
  }

  @Override
  public Map<ConversationId, Rendered> render(
      Handle handle, AccountId reader, Collection<ConversationId> conversations) {
    return Map.of();
  }
}
