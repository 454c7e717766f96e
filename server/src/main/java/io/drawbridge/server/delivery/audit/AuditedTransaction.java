package io.drawbridge.server.delivery.audit;

import org.jdbi.v3.core.Handle;

/**
 * The transaction of a change that leaves a record. What writes anything but links takes this
 * instead of a connection, and says what it wrote; links the audit finds by itself.
 */
public interface AuditedTransaction {
  Handle handle();

  /** Adds to the change's record. */
  void wrote(AuditFact fact);
}
