package io.drawbridge.server.slash;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import org.jdbi.v3.core.Handle;

/** Reads to which domain a conversation belongs. */
final class PlaceStore {
  boolean isOf(Handle handle, ConversationId conversation, DomainId domain) {
    return handle
        .createQuery(
            "select exists (select from conversation where id = :conversation and domain ="
                + " :domain)")
        .bind("conversation", conversation.value())
        .bind("domain", domain.value())
        .mapTo(Boolean.class)
        .one();
  }
}
