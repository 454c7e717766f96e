package io.drawbridge.protocol.policy;

import io.drawbridge.protocol.WireName;

/** The ways by which externals may come in, the strictest choice first. */
public enum ExternalJoin implements WireName {
  /** None. */
  OFF,
  /** Somebody adds them, by name or by address. */
  INVITE,
  /** They may also ask, by a join link; each of them is let in by who manages the conversation. */
  OPEN_REQUEST,
  /** A join link of who manages the conversation may also let them in at once. */
  LINK
}
