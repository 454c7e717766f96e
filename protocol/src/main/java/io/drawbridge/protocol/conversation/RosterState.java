package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.WireName;

/** The state of somebody on a roster: whether they can take part. */
public enum RosterState implements WireName {
  /** Takes part now. */
  ACTIVE,
  /** Comes in, or is invited, once somebody approves it. */
  AWAITING_APPROVAL,
  /** Was invited and has not accepted yet. */
  INVITED,
  /** Was invited, and the mail came back. */
  UNDELIVERABLE,
  /** Was invited, and the invitation cannot be accepted any more. */
  EXPIRED
}
