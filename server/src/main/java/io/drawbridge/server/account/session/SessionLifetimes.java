package io.drawbridge.server.account.session;

import java.time.Duration;

/**
 * The time for which a session can be refreshed.
 *
 * @param idle the time without use after which it cannot be any more
 * @param whole the time after which none can, however much it is used
 */
public record SessionLifetimes(Duration idle, Duration whole) {}
