package io.drawbridge.server.quota;

import java.util.Locale;

/**
 * The party whose writing is counted together. A person's part as a member and as an external are
 * two.
 */
record Scope(Kind kind, long id) {
  enum Kind {
    MEMBER,
    EXTERNAL,
    CONVERSATION,
    WORKSPACE;

    /** The name in settings, errors, metrics and rows of the database. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }
}
