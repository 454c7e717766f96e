package io.drawbridge.protocol.hold;

import io.drawbridge.protocol.WireName;

/** The states of something that a hold keeps. */
public enum HeldState implements WireName {
  /** People who see the place see it, unless it is too old for them. */
  THERE,
  /** Somebody edited or deleted it, and nobody sees it any more. */
  TAKEN
}
