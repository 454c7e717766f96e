package io.drawbridge.protocol.frame;

import io.drawbridge.protocol.WireName;

/** What became of an invitation. */
public enum InvitationState implements WireName {
  /** Sent, not answered. */
  PENDING,
  /** The mail came back. */
  UNDELIVERABLE,
  /** Not answered in time. */
  EXPIRED,
  /** Accepted. */
  ACCEPTED,
  /** Declined. */
  DECLINED,
  /** Taken back. */
  REVOKED
}
