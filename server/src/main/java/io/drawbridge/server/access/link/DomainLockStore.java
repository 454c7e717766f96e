package io.drawbridge.server.access.link;

import io.drawbridge.server.db.TimedOut;
import io.drawbridge.server.failure.Failure;
import org.jdbi.v3.core.Handle;

/**
 * Takes a domain's lock in shared mode, for transactions that rely on its links and change none. A
 * transaction that changes a link holds the lock alone.
 */
public final class DomainLockStore {
  private DomainLockStore() {}

  /**
   * Waits for the lock, which ends with the transaction; a statement of its own, so that the next
   * one sees what it protects.
   *
   * @throws Failure {@code busy} if it is not free in time; not if the database went away meanwhile
   */
  public static void share(Handle handle, DomainId domain) {
    TimedOut.orBusy(
        domain.value(),
        "the workspace is being changed",
        () ->
            handle
                .createQuery(
                    "select true from (select pg_advisory_xact_lock_shared(:domain)) as held")
                .bind("domain", domain.value())
                .mapTo(Boolean.class)
                .one());
  }
}
