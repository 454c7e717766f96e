package io.drawbridge.server.delivery.log;

import io.drawbridge.server.db.RequestKey;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of {@code request}: the answers of commands, each under its sender and their client id. */
final class RequestStore {
  Optional<Earlier> find(Handle handle, RequestKey key) {
    return handle
        .createQuery(
            """
            select result, encode(body_hash, 'hex') as hash from request
            where account = :account and client_id = :client
            """)
        .bind("account", key.account().value())
        .bind("client", key.clientId())
        .map((rows, context) -> new Earlier(rows.getString("result"), rows.getString("hash")))
        .findOne();
  }

  void insert(Handle handle, RequestKey key, String result) {
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
}
