package io.drawbridge.server.audit.chain;

import io.drawbridge.protocol.audit.AuditSignature;
import io.drawbridge.protocol.audit.AuditSigner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of {@code audit_key} and {@code audit_checkpoint}. */
final class CheckpointStore {
  /** A chain that has moved since its last checkpoint. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares hashes here
  record Due(long chain, String name, long position, byte[] hash) {}

  /** Some of the chains, or the one, that moved and have no checkpoint younger than this. */
  List<Due> due(Handle handle, Duration age, int max, Optional<Long> chain) {
    return handle
        .createQuery(
            """
            select id, name, position, hash from audit_chain
            where signed < position
              and signed_at <= clock_timestamp() - :age * interval '1 millisecond'
              and (cast(:chain as bigint) is null or id = :chain)
            order by id limit :max
            """)
        .bind("age", age.toMillis())
        .bind("chain", chain)
        .bind("max", max)
        .map((row, context) ->
            new Due(
                row.getLong("id"),
                row.getString("name"),
                row.getLong("position"),
                row.getBytes("hash")))
        .list();
  }

  void insert(Handle handle, Due due, String key, String line) {
    handle
        .createUpdate(
            """
            with signed as (
              update audit_chain set signed = :position, signed_at = clock_timestamp() where id = :chain
            )
            insert into audit_checkpoint (chain, position, key, line)
            values (:chain, :position, :key, :line)
            """)
        .bind("chain", due.chain())
        .bind("position", due.position())
        .bind("key", key)
        .bind("line", line)
        .execute();
  }

  /** Notes a key that signs, unless it is known. */
  void insertKey(
      Handle handle, AuditSigner signer, Optional<AuditSigner> by, Optional<byte[]> signature) {
    handle
        .createUpdate(
            """
            insert into audit_key (id, public, vouched_by, vouched)
            values (:id, :public, :by, :signature) on conflict do nothing
            """)
        .bind("id", signer.keyId())
        .bind("public", signer.publicKey())
        .bind("by", by.map(AuditSigner::keyId))
        .bind("signature", signature)
        .execute();
  }

  /** A key as an export has it. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares hashes here
  record Key(byte[] publicKey, Optional<String> by, Optional<byte[]> signature) {
    String id() {
      return AuditSignature.keyId(publicKey);
    }
  }

  /** The keys that signed any of a chain, and those that vouch for them; the older ones first. */
  List<Key> keys(Handle handle, long chain, String current) {
    return handle
        .createQuery(
            """
            with recursive used as (
              select distinct key as id from audit_checkpoint where chain = :chain
              union select :current
            ), needed as (
              select id from used
              union
              select k.vouched_by from audit_key k join needed n on n.id = k.id
              where k.vouched_by is not null
            )
            select k.public, k.vouched_by, k.vouched from audit_key k join needed n on n.id = k.id
            order by k.at, k.id
            """)
        .bind("chain", chain)
        .bind("current", current)
        .map((row, context) ->
            new Key(
                row.getBytes("public"),
                Optional.ofNullable(row.getString("vouched_by")),
                Optional.ofNullable(row.getBytes("vouched"))))
        .list();
  }
}
