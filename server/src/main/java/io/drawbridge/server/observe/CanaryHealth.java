package io.drawbridge.server.observe;

import java.util.List;

/**
 * Tells what the canary of this node found in its last rounds.
 *
 * @param outcome {@code FAILED} while a breach stands, {@code UNKNOWN} if something could not be
 *     found out
 * @param lines about the last round, and about each node
 */
public record CanaryHealth(Outcome outcome, List<String> lines) {
  /** The outcomes, apart from each other. */
  public enum Outcome {
    PASSED("passed"),
    FAILED("failed"),
    UNKNOWN("unknown");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** What is told where no canary runs. */
  static final CanaryHealth OFF = new CanaryHealth(Outcome.UNKNOWN, List.of("the canary is off"));

  public CanaryHealth {
    lines = List.copyOf(lines);
  }

  public boolean failed() {
    return outcome == Outcome.FAILED;
  }

  /** The outcome on a line of its own, and the others. */
  public String text() {
    return outcome.text + "\n" + String.join("", lines.stream().map(it -> it + "\n").toList());
  }
}
