package io.drawbridge.server.export;

import io.drawbridge.server.failure.Failure;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A place in an export where a part begins, and what the end says of all parts before it. The
 * server keeps none of it, but signs it ({@link Sealing}).
 *
 * @param run which export
 * @param key of the last thing that was given whole, within the section
 * @param second a further part of the key: a position, or a file
 * @param offset bytes that were given of that file
 * @param hash of the parts until now, each with the one before
 * @param counts lines until now by their kind
 */
record ExportPlace(
    long run,
    Section section,
    long key,
    long second,
    long offset,
    String hash,
    Map<String, Long> counts) {
  private static final String NOTHING = "0".repeat(64);
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]{1,19})\\.([a-z]{1,16})\\.([0-9]{1,19})\\.([0-9]{1,19})\\.([0-9]{1,19})"
              + "\\.([0-9a-f]{64})\\.((?:[a-z_]{1,16}-[0-9]{1,12}(?:~|$)){0,12})");

  private static final Pattern COUNT = Pattern.compile("([a-z_]{1,16})-([0-9]{1,12})");

  /** Copies the counts. */
  ExportPlace {
    counts = Map.copyOf(counts);
  }

  static ExportPlace begin(long run) {
    return new ExportPlace(run, Section.WORKSPACE, 0, 0, 0, NOTHING, Map.of());
  }

  /** The place behind something of the same section. */
  ExportPlace at(long newKey, long newSecond, long newOffset) {
    return new ExportPlace(run, section, newKey, newSecond, newOffset, hash, counts);
  }

  /** The beginning of a section. */
  ExportPlace in(Section next) {
    return new ExportPlace(run, next, 0, 0, 0, hash, counts);
  }

  /** The same after a part. */
  ExportPlace after(String newHash, Map<String, Long> newCounts) {
    return new ExportPlace(run, section, key, second, offset, newHash, newCounts);
  }

  String text() {
    String counted =
        new TreeMap<>(counts)
            .entrySet().stream()
                .map(it -> it.getKey() + "-" + it.getValue())
                .collect(Collectors.joining("~"));
    return "%d.%s.%d.%d.%d.%s.%s"
        .formatted(run, section.word(), key, second, offset, hash, counted);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws Failure {@code invalid} if it is none
   */
  static ExportPlace parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw refused();
    }
    try {
      return new ExportPlace(
          Long.parseLong(parts.group(1)),
          Section.of(parts.group(2)).orElseThrow(ExportPlace::refused),
          Long.parseLong(parts.group(3)),
          Long.parseLong(parts.group(4)),
          Long.parseLong(parts.group(5)),
          parts.group(6),
          counts(parts.group(7)));
    } catch (NumberFormatException tooLarge) {
      throw refused();
    }
  }

  private static Map<String, Long> counts(String text) {
    Map<String, Long> counts = new TreeMap<>();
    Matcher each = COUNT.matcher(text);
    while (each.find()) {
      counts.put(each.group(1), Long.parseLong(each.group(2)));
    }
    return counts;
  }

  static Failure refused() {
    return Failure.invalid("after: not a cursor (expected: next of the part before)");
  }
}
