package io.drawbridge.server.delivery.log;

import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.failure.Failure;
import java.util.List;

/**
 * The answer that an earlier attempt with the same key got.
 *
 * @param result as it was remembered
 * @param hash of its body, in hexadecimal digits
 */
public record Earlier(String result, String hash) {
  /** The columns {@code accounts} and {@code clients}, to look for earlier attempts with these. */
  public static Columns keys(List<RequestKey> keys) {
    Columns columns = Columns.empty().number("accounts").text("clients");
    keys.forEach(key -> columns.add(key.account().value(), key.clientId()));
    return columns;
  }

  /**
   * The result, for the command with this key.
   *
   * @throws Failure {@code client_id_reused} if the earlier attempt was another command
   */
  public String of(RequestKey key) {
    if (!hash.equals(key.bodyHex())) {
      throw RequestKey.reused();
    }
    return result;
  }
}
