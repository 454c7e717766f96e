package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.id.ConversationId;
import java.util.Optional;

/**
 * One thing that leads a person to a conversation.
 *
 * @param kind directly, or through a group
 * @param group which group, if through one that the reader may know
 * @param groupName its name
 */
public record Path(PathKind kind, Optional<ConversationId> group, Optional<String> groupName) {}
