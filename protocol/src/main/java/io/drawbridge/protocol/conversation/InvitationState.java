package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.WireName;

/** What became of an invitation. */
public enum InvitationState implements WireName {
  /** Sent, not answered. */
  PENDING,
  /** The mail came back; the owner of the address can still accept. */
  UNDELIVERABLE,
  /** Not answered in time. */
  EXPIRED,
  /** Accepted. */
  ACCEPTED,
  /** Declined. */
  DECLINED,
  /** Taken back. */
  REVOKED,
  /** Worth nothing, because whoever invited may not bring anybody in any more. */
  DEAD;

  /** Whether the owner of the address can still accept it. */
  public boolean open() {
    return this == PENDING || this == UNDELIVERABLE;
  }

  /** Whether it can be mailed anew; an expired one comes to life by that. */
  public boolean renewable() {
    return open() || this == EXPIRED;
  }
}
