package io.drawbridge.server.notify.rule;

/**
 * The side of an event that is the same for everybody.
 *
 * @param direct it happened in a DM
 * @param files the message carries files
 */
public record Happening(Sort sort, boolean direct, boolean files) {
  /** The events that may mean something to somebody. */
  public enum Sort {
    MESSAGE,
    /** A file of a message was replaced by a newer version. */
    FILE_VERSION,
    /** Somebody was added. */
    ADDED
  }
}
