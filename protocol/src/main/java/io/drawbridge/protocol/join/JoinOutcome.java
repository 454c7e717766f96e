package io.drawbridge.protocol.join;

import io.drawbridge.protocol.WireName;

/** The outcome of an application by a join link. */
public enum JoinOutcome implements WireName {
  /** They are in the conversation. */
  JOINED,
  /** Who manages the conversation will answer. */
  PENDING,
  /** A mail to the address goes on from here. */
  MAILED,
  /** Not approved. */
  DENIED
}
