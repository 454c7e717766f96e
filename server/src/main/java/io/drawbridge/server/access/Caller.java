package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;

/** The authenticated account that asks, through one of its sessions. */
public record Caller(AccountId account, SessionId session) {}
