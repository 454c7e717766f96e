package io.drawbridge.protocol.people;

import io.drawbridge.protocol.WireName;

/** The state of an external in a workspace. */
public enum ExternalState implements WireName {
  /** They have access to something. */
  ACTIVE,
  /** They have access to something, and nobody answers for them in one of the conversations. */
  ORPHANED,
  /** They are invited, and have nothing yet. */
  PENDING,
  /** They have nothing yet, and what they are invited to waits for approval. */
  AWAITING_APPROVAL,
  /** They are suspended; what they have rests. */
  SUSPENDED,
  /** The last they had ended by its time. */
  EXPIRED,
  /** The last they had was ended. */
  FORMER
}
