package io.drawbridge.server.cluster;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.failure.Failure;
import org.jdbi.v3.core.Handle;

/**
 * Keeps every server out of a database while an operator changes what none may have in its memory.
 */
public final class StoppedServers {
  private static final NodeStore STORE = new NodeStore();

  private StoppedServers() {}

  /**
   * Takes the lock that every server holds, until the end of the transaction.
   *
   * @throws Failure {@code conflict} if a server uses the database
   */
  public static boolean require(Handle transaction) {
    if (!STORE.tryLockForTransaction(transaction)) {
      throw inUse("a server uses this database");
    }
    return true;
  }

  /**
   * Does the same in a database that has tables. A node that is cut off from it does not hold the
   * lock, and may serve until its lease ends.
   *
   * @throws Failure {@code conflict} if a server uses the database, or may still serve
   */
  public static boolean requireNoLease(Handle transaction) {
    require(transaction);
    if (STORE.anyLeased(transaction)) {
      throw inUse("a node of this database may still serve, for some seconds");
    }
    return true;
  }

  private static Failure inUse(String how) {
    return Failure.of(
        ErrorCode.CONFLICT, how + " (expected: none; stop every node, then try again)");
  }
}
