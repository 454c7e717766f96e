package io.drawbridge.protocol.people;

import io.drawbridge.protocol.WireName;

/** Whether a person is there. */
public enum PresenceState implements WireName {
  /** There. */
  ONLINE,
  /** Connected, but not looking. */
  AWAY,
  /** There, but not to be disturbed. */
  DND,
  /** Not connected; only the server says this. */
  OFFLINE
}
