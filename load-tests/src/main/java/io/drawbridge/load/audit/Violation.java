package io.drawbridge.load.audit;

/** One thing that must not have happened to one person in one conversation. */
public record Violation(Kind kind, String conversation, String person, long pos, String detail) {
  /** The kinds of fault. */
  public enum Kind {
    /** Entitled, and never received. */
    LOST,
    /** Received twice. */
    DOUBLED,
    /** Received after a later one. */
    SWAPPED,
    /** Received although the removal's receipt rules it out. */
    AFTER_RECEIPT,
    /** Received although it was sent before the person was added. */
    BEFORE_ADD,
    /** Received by someone who was never in the conversation. */
    STRANGER,
    /** A hit of a search, or a file, for someone who was not entitled to it at that moment. */
    SHOWN,
    /** Entitled, and not among the hits, or its file refused. */
    HIDDEN,
    /** A position that no sender got. */
    UNKNOWN
  }

  @Override
  public String toString() {
    return "%s %s %s pos %d: %s".formatted(kind, conversation, person, pos, detail);
  }
}
