package io.drawbridge.server.access.rules;

/** The kinds of newcomers; the part of the past that they see by default depends on it. */
public enum Newcomer {
  MEMBER,
  EXTERNAL,
  /** Was in the conversation before: the time between stays closed unless opened on purpose. */
  RETURNING
}
