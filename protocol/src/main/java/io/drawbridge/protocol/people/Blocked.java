package io.drawbridge.protocol.people;

import io.drawbridge.protocol.id.AccountId;
import java.time.Instant;

/**
 * Somebody whom the reader blocked.
 *
 * @param person who
 * @param since when
 */
public record Blocked(AccountId person, Instant since) {}
