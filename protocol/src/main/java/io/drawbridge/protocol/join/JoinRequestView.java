package io.drawbridge.protocol.join;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.JoinLinkId;
import io.drawbridge.protocol.id.JoinRequestId;
import java.time.Instant;
import java.util.Optional;

/**
 * A request to join, as who manages the conversation sees it. Who asks shows them name and address
 * by asking; an address that was only typed in is not proved yet.
 *
 * @param request which
 * @param conversation into which conversation
 * @param link by which join link; absent if somebody suggested them
 * @param suggestedBy who suggested them
 * @param name what they call themselves
 * @param email their address
 * @param proved they read the mail of that address
 * @param note what they wrote
 * @param createdAt when they asked
 * @param expiresAt until when it can be answered
 */
public record JoinRequestView(
    JoinRequestId request,
    ConversationId conversation,
    Optional<JoinLinkId> link,
    Optional<AccountId> suggestedBy,
    Optional<String> name,
    Optional<String> email,
    boolean proved,
    Optional<String> note,
    Instant createdAt,
    Instant expiresAt) {}
