package io.drawbridge.server.db;

import io.drawbridge.server.failure.Failure;
import java.security.MessageDigest;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The answers that mutating commands got, for 24 hours. Both methods run in the transaction that
 * makes the change, so that effect and remembered answer are one.
 */
public final class Requests {

  /**
   * The remembered answer that an earlier attempt got.
   *
   * @throws Failure {@code client_id_reused} if the earlier attempt had another body
   */
  public Optional<String> earlier(Handle handle, RequestKey key) {
    return handle
        .createQuery(
            """
            select body_hash, result from request where account = :account and client_id = :client
            """)
        .bind("account", key.account().value())
        .bind("client", key.clientId())
        .map(
            (rows, context) -> new Remembered(rows.getBytes("body_hash"), rows.getString("result")))
        .findOne()
        .map(remembered -> {
          if (!MessageDigest.isEqual(remembered.bodyHash(), key.bodyHash())) {
            throw RequestKey.reused();
          }
          return remembered.result();
        });
  }

  /**
   * Remembers the answer; a concurrent attempt with the same key fails on the primary key and is
   * retried.
   */
  public void remember(Handle handle, RequestKey key, String result) {
    handle
        .createUpdate(
            """
            insert into request (account, client_id, body_hash, result)
            values (:account, :client, :hash, :result)
            """)
        .bind("account", key.account().value())
        .bind("client", key.clientId())
        .bind("hash", key.bodyHash())
        .bind("result", result)
        .execute();
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Remembered(byte[] bodyHash, String result) {}
}
