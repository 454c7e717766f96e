package io.drawbridge.server.delivery.log;

import java.time.Duration;
import org.jdbi.v3.core.Handle;

/**
 * Deletes what is kept for a time only, a bounded number at once; each returns how many rows went.
 */
final class SweepStore {
  int requests(Handle handle, Duration age, int max) {
    return handle
        .createUpdate(
            """
            delete from request where (account, client_id) in (
              select account, client_id from request
              where at < now() - :seconds * interval '1 second' limit :max)
            """)
        .bind("seconds", age.toSeconds())
        .bind("max", max)
        .execute();
  }

  int events(Handle handle, Duration age, int max) {
    return handle
        .createUpdate(
            """
            delete from event where (conversation, pos) in (
              select conversation, pos from event
              where at < now() - :seconds * interval '1 second' limit :max)
            """)
        .bind("seconds", age.toSeconds())
        .bind("max", max)
        .execute();
  }
}
