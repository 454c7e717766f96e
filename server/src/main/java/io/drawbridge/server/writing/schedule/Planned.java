package io.drawbridge.server.writing.schedule;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.id.ScheduledId;
import io.drawbridge.server.access.rules.AudienceToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message that is about to be scheduled.
 *
 * @param audience when its author looked who reads it; now if they do not say
 */
record Planned(
    ScheduledId id,
    AccountId author,
    ConversationId conversation,
    String text,
    Optional<Long> quote,
    List<FileId> files,
    Optional<AudienceToken> audience,
    boolean newcomers,
    Instant at) {}
