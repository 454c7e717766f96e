package io.drawbridge.load.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the statements out of a log of PostgreSQL, each with its parameters put in. */
final class StatementLog {
  private static final Pattern BEGIN =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d .*? (LOG|DETAIL|STATEMENT):  (.*)", Pattern.DOTALL);
  private static final Pattern EXECUTED =
      Pattern.compile("duration: .*? ms  execute [^:]*: (.*)", Pattern.DOTALL);
  private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+) = (NULL|'(?:[^']|'')*')");
  private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");

  private StatementLog() {}

  /** Those that were executed and contain one of these, in their order. */
  static List<String> statements(String log, List<String> containing) {
    List<String> found = new ArrayList<>();
    List<String> entries = entries(log);
    for (int i = 0; i < entries.size(); i++) {
      Matcher executed = EXECUTED.matcher(message(entries.get(i)));
      if (executed.matches() && containing.stream().anyMatch(executed.group(1)::contains)) {
        String next = i + 1 < entries.size() ? message(entries.get(i + 1)) : "";
        found.add(filled(executed.group(1), next));
      }
    }
    return found;
  }

  /** A line that begins with a tab goes on with the one before. */
  private static List<String> entries(String log) {
    List<String> entries = new ArrayList<>();
    for (String line : log.lines().toList()) {
      if (line.startsWith("\t") && !entries.isEmpty()) {
        entries.add(entries.removeLast() + "\n" + line.substring(1));
      } else {
        entries.add(line);
      }
    }
    return entries;
  }

  private static String message(String entry) {
    Matcher begin = BEGIN.matcher(entry);
    return begin.matches() ? begin.group(2) : "";
  }

  private static String filled(String sql, String detail) {
    Map<String, String> values = new HashMap<>();
    if (detail.toLowerCase(Locale.ROOT).startsWith("parameters:")) {
      Matcher parameters = PARAMETER.matcher(detail);
      while (parameters.find()) {
        values.put(parameters.group(1), parameters.group(2));
      }
    }
    return PLACE
        .matcher(sql)
        .replaceAll(
            place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
  }
}
