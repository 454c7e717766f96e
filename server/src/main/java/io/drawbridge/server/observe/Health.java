package io.drawbridge.server.observe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Whether the process is well (live) and whether it should get traffic (ready). Parts of the server
 * add their checks at start. Thread-safe; {@link #ready} may block on the database.
 */
public final class Health {
  private final Map<String, Supplier<Optional<String>>> checks = new ConcurrentHashMap<>();

  /** Adds a check to readiness; it answers what is wrong, or nothing. A check that throws fails. */
  public void check(String name, Supplier<Optional<String>> check) {
    checks.put(name, check);
  }

  /** Ready, if nothing is wrong. */
  public Report ready() {
    Map<String, String> wrong = new LinkedHashMap<>();
    checks.forEach((name, check) -> answer(check).ifPresent(text -> wrong.put(name, text)));
    return new Report(wrong);
  }

  private static Optional<String> answer(Supplier<Optional<String>> check) {
    try {
      return check.get();
    } catch (RuntimeException e) {
      return Optional.of("failed: " + e.getClass().getSimpleName());
    }
  }

  /**
   * The outcome of all checks.
   *
   * @param wrong what is wrong, by the name of the check; empty if all is well
   */
  public record Report(Map<String, String> wrong) {
    public Report {
      wrong = Map.copyOf(wrong);
    }

    public boolean ok() {
      return wrong.isEmpty();
    }

    /** One line for each thing that is wrong, or {@code ok}. */
    public String text() {
      if (ok()) {
        return "ok\n";
      }
      StringBuilder text = new StringBuilder();
      wrong.forEach((name, what) -> text.append(name).append(": ").append(what).append('\n'));
      return text.toString();
    }
  }
}
