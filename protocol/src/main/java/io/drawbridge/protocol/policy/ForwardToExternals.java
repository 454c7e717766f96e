package io.drawbridge.protocol.policy;

import io.drawbridge.protocol.WireName;

/** The ways in which messages are passed on to where externals read, the strictest choice first. */
public enum ForwardToExternals implements WireName {
  /** Nobody passes them on there. */
  REFUSED,
  /** Authors say that they know the audience. */
  CONFIRM,
  /** As any message is sent there. */
  ALLOWED
}
