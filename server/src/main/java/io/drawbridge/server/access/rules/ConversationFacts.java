package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.access.link.DomainId;
import java.util.Optional;

/** The facts about a conversation that the rules need, as of one row. */
public record ConversationFacts(
    ConversationId id,
    DomainId domain,
    Optional<WorkspaceId> workspace,
    ConversationKind kind,
    String name,
    Optional<Visibility> visibility,
    boolean closed,
    boolean detailsLocked,
    boolean repliesLocked,
    AccountId starter) {}
