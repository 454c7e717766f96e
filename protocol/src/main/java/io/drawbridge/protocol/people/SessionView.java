package io.drawbridge.protocol.people;

import io.drawbridge.protocol.id.SessionId;
import java.time.Instant;

/**
 * One of the reader's own sessions.
 *
 * @param session which
 * @param device the name its device gave when signing in
 * @param createdAt when it was signed in
 * @param lastSeenAt when it was last used, to the minute
 * @param current is the session that asks
 */
public record SessionView(
    SessionId session, String device, Instant createdAt, Instant lastSeenAt, boolean current) {}
