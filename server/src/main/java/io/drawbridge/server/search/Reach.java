package io.drawbridge.server.search;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;

/**
 * A conversation that a path leads somebody to, as one snapshot shows it.
 *
 * @param needs its domain's epoch in that snapshot
 * @param name empty for a DM
 * @param archived it stands in no list but that of what is archived
 */
record Reach(
    ConversationId conversation,
    DomainId domain,
    long needs,
    ConversationKind kind,
    String name,
    boolean archived) {}
