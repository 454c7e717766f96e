package io.drawbridge.server.notify.setting;

import io.drawbridge.protocol.notify.QuietHours;
import io.drawbridge.protocol.notify.QuietSpan;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.result.RowView;

/** Quiet hours as a row of {@code notice_quiet} holds them: {@code day:from-to}, by spaces. */
public final class QuietRow {
  private QuietRow() {}

  /** The quiet hours in the columns {@code until}, {@code zone} and {@code week}. */
  public static QuietHours of(RowView row) {
    return new QuietHours(
        Optional.ofNullable(row.getColumn("until", Instant.class)),
        Optional.ofNullable(row.getColumn("zone", String.class)),
        Optional.ofNullable(row.getColumn("week", String.class))
            .map(QuietRow::week)
            .orElse(List.of()));
  }

  static String text(List<QuietSpan> week) {
    return week.stream()
        .map(it -> "%d:%d-%d".formatted(it.day(), it.from(), it.to()))
        .collect(Collectors.joining(" "));
  }

  private static List<QuietSpan> week(String text) {
    return Arrays.stream(text.split(" ")).filter(it -> !it.isEmpty()).map(QuietRow::span).toList();
  }

  private static QuietSpan span(String text) {
    int colon = text.indexOf(':');
    int dash = text.indexOf('-');
    return new QuietSpan(
        Integer.parseInt(text, 0, colon, 10),
        Integer.parseInt(text, colon + 1, dash, 10),
        Integer.parseInt(text, dash + 1, text.length(), 10));
  }
}
