package io.drawbridge.server.exit;

import io.drawbridge.server.background.Backoff;
import io.drawbridge.server.db.Database;
import java.time.Duration;

/** A row that some node is sending: leased, and the lease is good. */
record UnderWay(Due row) {
  private static final Duration LOOK_FIRST = Duration.ofMillis(2);
  private static final Duration LOOK_LONGEST = Duration.ofMillis(100);

  /**
   * Returns when this attempt is over: the row was sent, dropped or put back, or the lease ended
   * with its node. Only the row tells, since the sender may be anywhere.
   */
  void await(Database database, OutboxStore store) {
    Backoff looks = new Backoff(LOOK_FIRST, LOOK_LONGEST);
    while (database.query(handle -> store.isUnderWay(handle, row))) {
      looks.pause("row %d is still under way".formatted(row.id()));
    }
  }
}
