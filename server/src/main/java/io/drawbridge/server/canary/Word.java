package io.drawbridge.server.canary;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A message of the canary. */
record Word(long round, When when) {
  private static final Pattern FORM = Pattern.compile("canary (\\d{1,18}) (before|after|last)");

  /** The moments of a round. */
  enum When {
    /** While the external is there: the control. */
    BEFORE,
    /** Right after the receipt of the removal. */
    AFTER,
    /** Behind that, to know that it would have come by now. */
    LAST
  }

  /** Reads what {@link #text} wrote. */
  static Optional<Word> of(String text) {
    Matcher found = FORM.matcher(text);
    return found.matches()
        ? Optional.of(
            new Word(
                Long.parseLong(found.group(1)),
                When.valueOf(found.group(2).toUpperCase(Locale.ROOT))))
        : Optional.empty();
  }

  String text() {
    return "canary %d %s".formatted(round, when.name().toLowerCase(Locale.ROOT));
  }
}
