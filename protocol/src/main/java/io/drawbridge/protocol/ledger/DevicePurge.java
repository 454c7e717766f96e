package io.drawbridge.protocol.ledger;

import io.drawbridge.protocol.id.SessionId;
import java.time.Instant;

/**
 * A device that was signed in when its person lost a conversation.
 *
 * @param session the device's session
 * @param state what it says
 * @param since when it said so, when its session ended, or since when it owes its word
 */
public record DevicePurge(SessionId session, PurgeState state, Instant since) {}
