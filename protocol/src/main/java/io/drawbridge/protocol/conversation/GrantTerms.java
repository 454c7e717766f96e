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
 * @param confirmFrom from when on who answers for them is asked to confirm them
 * @param conditions what else ends it
 * @param since when they were let in
 * @param showsFrom their own way in shows what was sent after this; absent if it shows everything
 * @param relation what they are to us
 */
public record GrantTerms(
    Optional<Instant> end,
    Optional<Instant> orphanedUntil,
    Optional<Instant> confirmBy,
    Optional<Instant> confirmFrom,
    EndConditions conditions,
    Instant since,
    Optional<Instant> showsFrom,
    Optional<String> relation) {}
