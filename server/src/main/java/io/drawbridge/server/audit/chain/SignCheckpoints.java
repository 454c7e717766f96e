package io.drawbridge.server.audit.chain;

import io.drawbridge.protocol.audit.AuditExport;
import io.drawbridge.protocol.audit.AuditSignature;
import io.drawbridge.protocol.audit.AuditSigner;
import io.drawbridge.protocol.audit.CanonicalJson;
import io.drawbridge.protocol.audit.Json;
import io.drawbridge.server.background.Batches;
import io.drawbridge.server.platform.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Signs how far each chain has come: every hour in which it moved, when the server stops, and
 * before an export (N-13). Thread-safe.
 */
public final class SignCheckpoints {
  private static final Duration EVERY = Duration.ofHours(1);
  private static final int BATCH_MAX = 200;

  private final Platform platform;
  private final SigningKeys keys;
  private final CheckpointStore store = new CheckpointStore();
  private final SealStore seals = new SealStore();

  public SignCheckpoints(Platform platform, SigningKeys keys) {
    this.platform = platform;
    this.keys = keys;
  }

  /** Signs the chains that moved and have no checkpoint of the last hour. Blocks. */
  public void hourly() {
    run(EVERY);
  }

  /** Signs all chains that moved. Blocks. */
  public void all() {
    run(Duration.ZERO);
  }

  /** Signs one chain, if it moved. Blocks. */
  public void of(long chain) {
    platform.database().write(handle -> sign(handle, Duration.ZERO, Optional.of(chain)));
  }

  private void run(Duration age) {
    Batches.untilNotFull(
        BATCH_MAX, () -> platform.database().write(handle -> sign(handle, age, Optional.empty())));
  }

  private int sign(Handle handle, Duration age, Optional<Long> chain) {
    seals.lock(handle);
    List<CheckpointStore.Due> due = store.due(handle, age, BATCH_MAX, chain);
    if (!due.isEmpty()) {
      nameKeys(handle);
    }
    for (CheckpointStore.Due each : due) {
      Json.Obj statement =
          AuditExport.checkpoint(
              each.name(), each.position(), each.hash(), RecordForm.time(platform.clock().now()));
      Json.Obj line = keys.current().signed(AuditSignature.Of.CHECKPOINT, statement);
      store.insert(handle, each, keys.current().keyId(), CanonicalJson.text(line));
    }
    return due.size();
  }

  private void nameKeys(Handle handle) {
    AuditSigner current = keys.current();
    keys.previous()
        .ifPresent(it -> store.insertKey(handle, it, Optional.empty(), Optional.empty()));
    Json.Obj statement = AuditExport.keyStatement(current.publicKey());
    store.insertKey(
        handle,
        current,
        keys.previous(),
        keys.previous().map(it -> it.signature(AuditSignature.Of.KEY, statement)));
  }
}
