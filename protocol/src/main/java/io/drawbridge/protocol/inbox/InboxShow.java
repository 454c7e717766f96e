package io.drawbridge.protocol.inbox;

import io.drawbridge.protocol.WireName;

/** The conversations of an inbox that are listed. */
public enum InboxShow implements WireName {
  /** Those that are not archived. */
  ACTIVE,
  /** Those of them that are important. */
  IMPORTANT,
  /** Those of them whose reminder came. */
  REMINDED,
  /** Those that are archived, in the inbox or for everybody. */
  ARCHIVED
}
