package io.drawbridge.protocol.policy;

import io.drawbridge.protocol.WireName;

/** The people without whose approval nobody from outside comes in, the strictest choice first. */
public enum ExternalApproval implements WireName {
  /** Owners and admins of the workspace. */
  ADMINS,
  /** Those who manage the conversation, or the workspace; in a DM, those of the workspace. */
  CONVERSATION_ADMINS,
  /** Nobody approves. */
  OFF
}
