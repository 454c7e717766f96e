package io.drawbridge.server.app;

import io.drawbridge.server.db.Database;
import io.drawbridge.server.exit.DeadLetters;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A task of an operator about the outbox: looks at what was given up, and lets it be tried again.
 * Shows of an address no more than its domain.
 */
@LetsOut(Surface.TERMINAL)
sealed interface OutboxTask {
  String USAGE = "outbox, outbox retry all, outbox retry ID...";

  /** The number of dead letters that are shown at most. */
  int LISTED_MAX = 200;

  record Show() implements OutboxTask {}

  record RetryAll() implements OutboxTask {}

  record RetrySome(List<Long> ids) implements OutboxTask {}

  /** Reads what stands behind {@code outbox}; empty if that is no task. */
  static Optional<OutboxTask> parse(List<String> words) {
    if (words.isEmpty()) {
      return Optional.of(new Show());
    }
    List<String> rest = words.subList(1, words.size());
    if (!words.getFirst().equals("retry") || rest.isEmpty()) {
      return Optional.empty();
    }
    if (rest.equals(List.of("all"))) {
      return Optional.of(new RetryAll());
    }
    return rest.stream().allMatch(word -> word.matches("\\d{1,18}"))
        ? Optional.of(new RetrySome(rest.stream().map(Long::valueOf).toList()))
        : Optional.empty();
  }

  default void run(Database database, PrintWriter out) {
    DeadLetters dead = new DeadLetters(database);
    switch (this) {
      case Show _ -> show(dead.list(LISTED_MAX), out);
      case RetryAll _ -> retried(dead.retryAll(), out);
      case RetrySome some -> retried(dead.retry(some.ids()), out);
    }
  }

  private static void show(List<DeadLetters.DeadLetter> letters, PrintWriter out) {
    if (letters.isEmpty()) {
      out.println("Nothing was given up.");
      return;
    }
    out.println("Given up, newest first (id, what, where to, attempts, when, why):");
    letters.forEach(letter ->
        out.println(
            "  %d  %s %s  %s  %d  %s  %s"
                .formatted(
                    letter.id(),
                    letter.exit(),
                    letter.kind(),
                    letter.where(),
                    letter.attempts(),
                    letter.at().truncatedTo(ChronoUnit.SECONDS),
                    letter.why())));
  }

  private static void retried(int count, PrintWriter out) {
    out.println(
        "To be sent again, if still wanted: %d. A running server takes them within half a minute."
            .formatted(count));
  }
}
