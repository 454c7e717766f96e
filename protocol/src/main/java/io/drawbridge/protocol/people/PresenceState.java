package io.drawbridge.protocol.people;

import io.drawbridge.protocol.WireName;

/** The state of a person's presence. */
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
