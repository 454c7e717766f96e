package io.drawbridge.protocol.policy;

import io.drawbridge.protocol.WireName;

/** The people who see what messages said before they were edited, the strictest choice first. */
public enum EditHistory implements WireName {
  /** Nobody, not even authors. */
  OFF,
  /** Authors see it of their own messages, and who manages the conversation of all. */
  MANAGERS,
  /** Members see it of all messages; externals of their own. */
  MEMBERS
}
