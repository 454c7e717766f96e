package io.drawbridge.server.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The sections of an export, in their order. */
enum Section {
  WORKSPACE,
  /** What somebody did not send, in the export of what is their own alone; as the one after it. */
  DRAFTS,
  SCHEDULED,
  PEOPLE,
  CONVERSATIONS,
  MEMBERSHIPS,
  MESSAGES,
  FILES,
  END;

  Section next() {
    return switch (this) {
      case WORKSPACE -> PEOPLE;
      case DRAFTS -> SCHEDULED;
      case SCHEDULED -> MEMBERSHIPS;
      case PEOPLE -> CONVERSATIONS;
      case CONVERSATIONS -> MEMBERSHIPS;
      case MEMBERSHIPS -> MESSAGES;
      case MESSAGES -> FILES;
      case FILES, END -> END;
    };
  }

  /** Its name in a cursor. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Section> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
  }
}
