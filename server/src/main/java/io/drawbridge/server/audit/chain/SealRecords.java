package io.drawbridge.server.audit.chain;

import io.drawbridge.protocol.audit.AuditHash;
import io.drawbridge.server.platform.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Puts the audit's records into their chains, soon after the changes that wrote them were
 * committed, so that no change waits for a hash (N-13). A record goes into the chain of its
 * workspace; one of an account into those of all workspaces that the account is a member of, and
 * into its own. One node seals at a time, and whichever does goes on where the last one stopped.
 * Thread-safe.
 */
public final class SealRecords {
  private static final int BATCH_MAX = 500;

  private final Platform platform;
  private final RecordForm form;
  private final SealStore store = new SealStore();
  private volatile long doneNanos = System.nanoTime();

  public SealRecords(Platform platform) {
    this.platform = platform;
    this.form = new RecordForm(platform.codec(), platform.random());
  }

  /** Seals all that is committed now, after any other node that is at it. Blocks. */
  public void all() {
    run(Waiting.FOR_OTHERS);
  }

  /** The same, or nothing if another node is at it. */
  public void unlessOthersDo() {
    run(Waiting.NOT);
  }

  /** How long ago this node last found that everything is sealed, or being sealed elsewhere. */
  public Duration behind() {
    return Duration.ofNanos(System.nanoTime() - doneNanos);
  }

  private enum Waiting {
    FOR_OTHERS,
    NOT
  }

  private void run(Waiting waiting) {
    long start = System.nanoTime();
    Round round = new Round(platform.database().query(store::horizon), Unsealed.Place.START);
    while (!round.done()) {
      Round now = round;
      round = platform.database().write(handle -> step(handle, now, waiting));
    }
    doneNanos = start;
  }

  /**
   * The state of going through what is unsealed.
   *
   * @param horizon everything older was committed when the round began
   */
  private record Round(String horizon, Unsealed.Place after, boolean done) {
    Round(String horizon, Unsealed.Place after) {
      this(horizon, after, false);
    }

    Round end() {
      return new Round(horizon, after, true);
    }
  }

  private Round step(Handle handle, Round round, Waiting waiting) {
    if (waiting == Waiting.FOR_OTHERS) {
      store.lock(handle);
    } else if (!store.tryLock(handle)) {
      return round.end();
    }
    List<Unsealed> batch = store.unsealed(handle, round.after(), BATCH_MAX);
    if (!batch.isEmpty()) {
      store.insert(handle, seal(handle, batch));
    }
    if (batch.size() == BATCH_MAX) {
      return new Round(round.horizon(), batch.getLast().place());
    }
    if (!batch.isEmpty() || !round.after().equals(Unsealed.Place.START)) {
      store.goOnFrom(handle, round.horizon());
    }
    return round.end();
  }

  private List<SealedRecord> seal(Handle handle, List<Unsealed> batch) {
    Map<Long, SealStore.Head> heads =
        new HashMap<>(
            store.heads(
                handle,
                batch.stream()
                    .flatMap(each -> each.chains().stream())
                    .map(Unsealed.Chain::id)
                    .distinct()
                    .toList()));
    List<SealedRecord> sealed = new ArrayList<>();
    for (Unsealed each : batch) {
      for (Unsealed.Chain chain : each.chains()) {
        SealStore.Head head =
            heads.getOrDefault(chain.id(), new SealStore.Head(0, AuditHash.genesis(chain.name())));
        SealedRecord record = form.seal(each, chain, head.position() + 1, head.hash());
        heads.put(chain.id(), new SealStore.Head(record.position(), record.hash()));
        sealed.add(record);
      }
    }
    return sealed;
  }
}
