package io.drawbridge.server.db;

import java.time.Instant;

/** This node's clock corrected to the database's. */
public interface DatabaseClock {
  long nowMicros();

  Instant now();

  /**
   * The life of the database that these moments belong to, as a few letters and digits. It is
   * another one after the database went back in time: moments of two lives say nothing about each
   * other.
   */
  default String incarnation() {
    return "0";
  }
}
