package io.drawbridge.protocol.conversation;

import java.time.Instant;
import java.util.Optional;

/**
 * The dates and conditions that the access of an external depends on, for members: {@code until} of
 * the entry is the earliest of the dates.
 *
 * @param end the end that was set; it holds again once somebody answers for them, or confirms them
 * @param orphanedUntil nobody answers for them any more, and by then somebody has to
 * @param confirmBy somebody has to confirm them by then
 * @param conditions what else ends it
 */
public record GrantTerms(
    Optional<Instant> end,
    Optional<Instant> orphanedUntil,
    Optional<Instant> confirmBy,
    EndConditions conditions) {}
