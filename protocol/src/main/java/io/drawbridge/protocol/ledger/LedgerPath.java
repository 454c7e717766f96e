package io.drawbridge.protocol.ledger;

import io.drawbridge.protocol.conversation.Path;
import io.drawbridge.protocol.id.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * A path that leads a person to a conversation at one moment.
 *
 * @param path by what; of a group that the reader could not find there is no name
 * @param sponsor who answers for an external
 * @param since when it came about
 * @param until when it ends by itself
 * @param showsFrom it shows what was sent after this; absent if it shows everything
 */
public record LedgerPath(
    Path path,
    Optional<AccountId> sponsor,
    Instant since,
    Optional<Instant> until,
    Optional<Instant> showsFrom) {}
