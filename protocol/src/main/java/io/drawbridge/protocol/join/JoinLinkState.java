package io.drawbridge.protocol.join;

import io.drawbridge.protocol.WireName;

/** The state of a join link. */
public enum JoinLinkState implements WireName {
  /** People can apply by it. */
  OPEN,
  /** It has let in as many as it may. */
  USED_UP,
  /** Its time, or that of the access it gives, has passed. */
  EXPIRED,
  /** Taken back. */
  REVOKED,
  /** Worth nothing, because who made it may make none there any more. */
  DEAD
}
