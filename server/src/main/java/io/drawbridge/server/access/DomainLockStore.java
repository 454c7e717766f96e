package io.drawbridge.server.access;

import io.drawbridge.server.db.LockTimeout;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A domain's lock, as those hold it together who rely on its links and change none. Whoever changes
 * a link holds it alone.
 */
public final class DomainLockStore {
  private static final Logger LOG = LoggerFactory.getLogger(DomainLockStore.class);
  private static final Duration BUSY_RETRY = Duration.ofSeconds(1);

  private DomainLockStore() {}

  /**
   * Waits for the lock, which ends with the transaction; a statement of its own, so that the next
   * one sees what it protects.
   *
   * @throws Failure {@code busy} if it is not free in time; not if the database went away meanwhile
   */
  public static void share(Handle handle, DomainId domain) {
    try {
      handle
          .createQuery("select true from (select pg_advisory_xact_lock_shared(:domain)) as held")
          .bind("domain", domain.value())
          .mapTo(Boolean.class)
          .one();
    } catch (RuntimeException trouble) {
      if (!LockTimeout.caused(trouble)) {
        throw trouble;
      }
      LOG.warn("waiting for the lock of domain {} failed: {}", domain.value(), trouble.toString());
      throw Failure.busy("the workspace is being changed", BUSY_RETRY);
    }
  }
}
