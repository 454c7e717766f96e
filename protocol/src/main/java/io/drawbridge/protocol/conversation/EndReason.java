package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.WireName;

/** The reason why a person no longer has access to a conversation. */
public enum EndReason implements WireName {
  /** Somebody removed the person, or the path that led there. */
  REMOVED,
  /** The person left. */
  LEFT,
  /** The agreed time has passed. */
  EXPIRED,
  /** The workspace suspended the person. */
  SUSPENDED,
  /** The person was excluded, even if paths remain. */
  EXCLUDED,
  /** The conversation was closed, or taken away from everybody. */
  CLOSED,
  /** The one who answered for the person is gone. */
  UNSPONSORED,
  /** The person took no part for the agreed time. */
  IDLE,
  /** The session has ended that alone opened the person's account. */
  SIGNED_OUT
}
