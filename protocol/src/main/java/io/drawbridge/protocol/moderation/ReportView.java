package io.drawbridge.protocol.moderation;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.ReportId;
import io.drawbridge.protocol.people.Person;
import java.time.Instant;
import java.util.Optional;

/**
 * A report, as those see it who moderate.
 *
 * @param report which
 * @param conversation where the message stands, or stood
 * @param pos the position of the message
 * @param author who wrote it
 * @param text as it stood when it was reported; absent once its author was erased
 * @param sentAt when it was written
 * @param reporter who reported it; their name is told to nobody else
 * @param reason why
 * @param note in their words
 * @param reportedAt when
 * @param outcome what became of it; absent while it is open
 * @param resolvedBy who said so
 * @param resolvedAt when
 */
public record ReportView(
    ReportId report,
    ConversationId conversation,
    long pos,
    Person author,
    Optional<String> text,
    Instant sentAt,
    Person reporter,
    ReportReason reason,
    Optional<String> note,
    Instant reportedAt,
    Optional<ReportOutcome> outcome,
    Optional<AccountId> resolvedBy,
    Optional<Instant> resolvedAt) {}
