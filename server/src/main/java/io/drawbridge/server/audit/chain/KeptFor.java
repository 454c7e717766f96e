package io.drawbridge.server.audit.chain;

import java.time.Duration;
import java.util.Optional;

/**
 * For how long records are kept at least; absent: for good.
 *
 * @param byDefault where a workspace says nothing, and in the logs of accounts
 * @param least the shortest that a workspace may say; absent: it says nothing
 * @param most the longest that one may say; absent: any
 */
public record KeptFor(
    Optional<Duration> byDefault, Optional<Duration> least, Optional<Duration> most) {
  /** So many days each; 0 for good. */
  public static KeptFor days(int byDefault, int least, int most) {
    return new KeptFor(days(byDefault), days(least), days(most));
  }

  private static Optional<Duration> days(int days) {
    return days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days));
  }
}
