package io.drawbridge.server.db;

import java.time.Instant;

/** This node's clock corrected to the database's. */
public interface DatabaseClock {
  long nowMicros();

  Instant now();
}
