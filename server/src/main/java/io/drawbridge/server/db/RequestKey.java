package io.drawbridge.server.db;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.failure.Failure;
import java.util.HexFormat;

/**
 * Identifies one mutating command for idempotency: the same account and client id with the same
 * body gets the first answer again. {@code bodyHash} is SHA-256 of the command's JSON.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by the store, never by equals
public record RequestKey(AccountId account, String clientId, byte[] bodyHash) {
  /** The hash in hexadecimal digits. */
  public String bodyHex() {
    return HexFormat.of().formatHex(bodyHash);
  }

  /** The failure for a client id that comes with another body. */
  public static Failure reused() {
    return Failure.of(
        ErrorCode.CLIENT_ID_REUSED,
        "client_id was used for another command (expected: a new client_id)");
  }
}
