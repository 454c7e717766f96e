package io.drawbridge.protocol.people;

import io.drawbridge.protocol.WireName;

/** The order of a list of externals. */
public enum ExternalOrder implements WireName {
  /** By name, and by address where there is no name. */
  NAME,
  /** Who came last, first. */
  NEWEST,
  /** Who has read nothing for the longest time, first. */
  UNSEEN,
  /** Who has been let into the most conversations, or invited to them, first. */
  GRANTS
}
