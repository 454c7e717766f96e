package io.drawbridge.protocol.ledger;

import io.drawbridge.protocol.WireName;

/** The word of a device about what it kept of a lost conversation. */
public enum PurgeState implements WireName {
  /** It says that it keeps nothing. */
  CONFIRMED,
  /** It has not said so; it is asked when it connects. */
  OUTSTANDING,
  /** Its session ended before it said so. */
  ENDED
}
