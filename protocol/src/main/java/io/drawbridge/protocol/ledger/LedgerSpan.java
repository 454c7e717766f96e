package io.drawbridge.protocol.ledger;

import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.conversation.Path;
import io.drawbridge.protocol.id.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * A time without a break in which one path let a person see something.
 *
 * @param path by what; of a group that the reader could not find there is no name
 * @param sponsor who answered for an external, when it began
 * @param from when it began; of a message not before it was sent
 * @param to when it ended, before which they could still see it; absent while it lasts
 * @param end why it ended
 */
public record LedgerSpan(
    Path path,
    Optional<AccountId> sponsor,
    Instant from,
    Optional<Instant> to,
    Optional<EndReason> end) {}
