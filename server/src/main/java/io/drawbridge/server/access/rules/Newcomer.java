package io.drawbridge.server.access.rules;

/** Who comes into a conversation: what they see of the past, if nobody says, depends on it. */
public enum Newcomer {
  MEMBER,
  EXTERNAL,
  /** Was in the conversation before: the time between stays closed unless opened on purpose. */
  RETURNING
}
