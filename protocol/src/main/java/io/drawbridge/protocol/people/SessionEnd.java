package io.drawbridge.protocol.people;

import io.drawbridge.protocol.WireName;

/** The reason why a session was ended. */
public enum SessionEnd implements WireName {
  /** The person signed out or revoked it. */
  REVOKED,
  /** It was not used for too long. */
  EXPIRED,
  /** The account was suspended. */
  SUSPENDED,
  /** A newer session took its place. */
  REPLACED
}
