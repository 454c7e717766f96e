package io.drawbridge.protocol.join;

import io.drawbridge.protocol.WireName;

/** The state of a request to join. */
public enum JoinRequestState implements WireName {
  /** Nobody has answered it. */
  PENDING,
  /** The person was let in, or their address invited. */
  APPROVED,
  /** Not approved. */
  DENIED,
  /** Not answered in time. */
  EXPIRED,
  /** Its link was taken back, or all that they had here was ended. */
  ENDED
}
