package io.drawbridge.protocol.policy;

import io.drawbridge.protocol.WireName;

/**
 * The newcomers about whom an author is asked before they read what was written without them in
 * mind (N-7), the strictest choice first. Asked are those who say whom they wrote to: see {@code
 * message.send}.
 */
public enum AudienceGuard implements WireName {
  /** Everybody who came since, members too. */
  ALWAYS,
  /** Those from outside, from their invitation on. */
  EXTERNALS,
  /** Nobody. */
  OFF
}
