package io.drawbridge.protocol.policy;

import io.drawbridge.protocol.WireName;

/** The part that people who are no members of one workspace see of each other, strictest first. */
public enum ExternalProfileView implements WireName {
  /** The card that somebody sets. */
  CARD,
  /** The profile too, with the address, of those who are in the conversation. */
  FULL_FOR_CO_PARTICIPANTS
}
