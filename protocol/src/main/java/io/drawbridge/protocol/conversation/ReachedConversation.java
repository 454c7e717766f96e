package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import java.time.Instant;
import java.util.Optional;

/**
 * One conversation that an external reaches, by one path.
 *
 * @param conversation which
 * @param kind group, thread or DM
 * @param name its name, if it is an open or private group or the reader is in it
 * @param by the group that leads there; absent if they were let in themselves
 * @param sponsor who let them in
 * @param since when
 * @param until when it ends by itself
 */
public record ReachedConversation(
    ConversationId conversation,
    ConversationKind kind,
    Optional<String> name,
    Optional<ConversationId> by,
    Optional<AccountId> sponsor,
    Instant since,
    Optional<Instant> until) {}
