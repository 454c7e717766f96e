package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.WireName;

/** The kind of path that leads a person to a conversation. */
public enum PathKind implements WireName {
  /** The person was added. */
  DIRECT,
  /** A group that the person is in was added. */
  GROUP
}
