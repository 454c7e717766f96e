package io.drawbridge.server.membership;

import io.drawbridge.server.failure.Failure;
import java.util.Optional;

/** Where a page of a roster begins: after which entry of which section. */
record RosterCursor(Section section, long after) {
  static final RosterCursor START = new RosterCursor(Section.GROUPS, 0);
  private static final int RADIX = 36;

  /** The order of a roster. */
  enum Section {
    GROUPS,
    PEOPLE,
    INVITATIONS
  }

  /**
   * @throws Failure {@code invalid} if this server did not write the text
   */
  static RosterCursor parse(Optional<String> text) {
    if (text.isEmpty()) {
      return START;
    }
    String given = text.get();
    try {
      int section = Character.digit(given.charAt(0), RADIX);
      long after = Long.parseLong(given, 1, given.length(), RADIX);
      if (section >= 0 && section < Section.values().length && after >= 0) {
        return new RosterCursor(Section.values()[section], after);
      }
    } catch (NumberFormatException foreign) {
      // told below, like every other text that is none
      throw refused();
    }
    throw refused();
  }

  String text() {
    return Integer.toString(section.ordinal(), RADIX) + Long.toString(after, RADIX);
  }

  /** Where this page begins within a section; empty if it begins in a later one. */
  Optional<Long> within(Section wanted) {
    return switch (Integer.signum(Integer.compare(section.ordinal(), wanted.ordinal()))) {
      case -1 -> Optional.of(0L);
      case 0 -> Optional.of(after);
      default -> Optional.empty();
    };
  }

  private static Failure refused() {
    return Failure.invalid("after: not a cursor (expected: next of the page before)");
  }
}
