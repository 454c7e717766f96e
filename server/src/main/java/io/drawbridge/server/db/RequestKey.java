package io.drawbridge.server.db;

import io.drawbridge.protocol.id.AccountId;

/**
 * Identifies one mutating command for idempotency: the same account and client id with the same
 * body gets the first answer again. {@code bodyHash} is SHA-256 of the command's JSON.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by the store, never by equals
public record RequestKey(AccountId account, String clientId, byte[] bodyHash) {}
