package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.WireName;

/** The state of an invitation. */
public enum InvitationState implements WireName {
  /** Sent, not answered. */
  PENDING,
  /** The mail came back; the owner of the address can still accept. */
  UNDELIVERABLE,
  /** Waits until somebody approves it; the owner of the address knows nothing of it. */
  AWAITING_APPROVAL,
  /** Not answered in time. */
  EXPIRED,
  /** Accepted. */
  ACCEPTED,
  /** Declined. */
  DECLINED,
  /** Not approved. */
  DENIED,
  /** Taken back. */
  REVOKED,
  /** Worth nothing, because the inviter may not bring anybody in any more. */
  DEAD;

  /** Returns whether the owner of the address can still accept it. */
  public boolean open() {
    return this == PENDING || this == UNDELIVERABLE;
  }

  /** Returns whether it can be mailed again; an expired one comes to life by that. */
  public boolean renewable() {
    return open() || this == EXPIRED;
  }
}
