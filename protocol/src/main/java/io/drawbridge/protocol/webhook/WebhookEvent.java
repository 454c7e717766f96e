package io.drawbridge.protocol.webhook;

import io.drawbridge.protocol.WireName;

/** The sorts of events that an outgoing webhook tells of. */
public enum WebhookEvent implements WireName {
  /** Messages that were posted. */
  MESSAGES,
  /** Messages that were edited. */
  EDITS,
  /** Messages that were deleted. */
  DELETIONS,
  /** Reactions that came or went. */
  REACTIONS,
  /** Pins that came or went. */
  PINS,
  /** Files of messages that were replaced or taken away. */
  FILES,
  /** People who came, went, or are in charge now. */
  MEMBERS,
  /** Everything else about the conversation, such as its name. */
  CHANGES
}
