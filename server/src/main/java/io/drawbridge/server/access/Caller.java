package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;

/** Who asks: an authenticated account through one of its sessions. */
public record Caller(AccountId account, SessionId session) {}
