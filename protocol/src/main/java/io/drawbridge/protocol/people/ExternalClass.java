package io.drawbridge.protocol.people;

import io.drawbridge.protocol.WireName;

/**
 * The class of an external, by the conversations of the workspace that they were let into or are
 * invited to. It is counted, never set; the threads that a group of theirs leads to count with the
 * group, and a DM that ends with the conversation it was opened for counts with that.
 */
public enum ExternalClass implements WireName {
  /** They are in one, or invited to it. */
  SINGLE,
  /** They are in several, or invited to some besides. */
  MULTI
}
