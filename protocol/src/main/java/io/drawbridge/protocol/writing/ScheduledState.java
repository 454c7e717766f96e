package io.drawbridge.protocol.writing;

import io.drawbridge.protocol.WireName;

/** The state of a scheduled message. */
public enum ScheduledState implements WireName {
  /** Its time has not come. */
  WAITING,
  /** Its time came, and it could not be sent; it is kept for its author. */
  HELD
}
