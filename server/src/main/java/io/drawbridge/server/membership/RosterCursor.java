package io.drawbridge.server.membership;

import io.drawbridge.server.failure.Failure;
import java.util.Arrays;
import java.util.Optional;

/** The start of a page of a roster: after which entry of which section. */
record RosterCursor(Section section, long after) {
  static final RosterCursor START = new RosterCursor(Section.GROUPS, 0);
  private static final int RADIX = 36;

  /** The order of a roster. */
  enum Section {
    GROUPS(0),
    PEOPLE(1),
    INVITATIONS(2);

    /** The digit that stands for the section in a cursor. */
    private final int digit;

    Section(int digit) {
      this.digit = digit;
    }

    static Optional<Section> of(int digit) {
      return Arrays.stream(values()).filter(section -> section.digit == digit).findFirst();
    }
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
      Optional<Section> section = Section.of(Character.digit(given.charAt(0), RADIX));
      long after = Long.parseLong(given, 1, given.length(), RADIX);
      if (section.isPresent() && after >= 0) {
        return new RosterCursor(section.get(), after);
      }
    } catch (NumberFormatException foreign) {
      // told below, like every other text that is none
      throw refused();
    }
    throw refused();
  }

  String text() {
    return Integer.toString(section.digit, RADIX) + Long.toString(after, RADIX);
  }

  /** The start of this page within a section; empty if it begins in a later one. */
  Optional<Long> within(Section wanted) {
    return switch (Integer.signum(section.compareTo(wanted))) {
      case -1 -> Optional.of(0L);
      case 0 -> Optional.of(after);
      default -> Optional.empty();
    };
  }

  private static Failure refused() {
    return Failure.invalid("after: not a cursor (expected: next of the page before)");
  }
}
