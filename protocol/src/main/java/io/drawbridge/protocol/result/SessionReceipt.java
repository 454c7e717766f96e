package io.drawbridge.protocol.result;

import io.drawbridge.protocol.id.SessionId;

/**
 * The last thing that one session got before a removal.
 *
 * @param session which
 * @param lastPos the last position written to it, 0 if none
 */
public record SessionReceipt(SessionId session, long lastPos) {}
