package io.drawbridge.server.canary;

import io.drawbridge.server.observe.CanaryFinding;
import io.drawbridge.server.observe.CanaryHealth;
import io.drawbridge.server.observe.CanaryHealth.Outcome;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last finding about each node. One that failed stays so until the node passes, or is
 * gone; that nothing could be found out takes nothing of it back. Thread-safe.
 */
final class Findings {
  private static final Logger LOG = LoggerFactory.getLogger(Findings.class);

  /** What a round may take, its turn included, and the wait for it. */
  private static final Duration ROUND_MAX = Duration.ofMinutes(4);

  private static final String NONE = "last round: none has ended yet";

  private final Metrics metrics;
  private final SecurityLog security;
  private final Duration every;
  private final LongSupplier nanos;
  private final Map<String, Finding> failed = new HashMap<>();
  private final Map<String, Finding> last = new TreeMap<>();
  private Round round = new Round(Outcome.PASSED, Optional.empty());
  private Optional<Ended> ended = Optional.empty();

  /** What a round has found, and how long its removal took. */
  private record Round(Outcome outcome, Optional<Duration> receipt) {}

  private record Ended(Round round, long atNanos) {}

  private record Finding(CanaryFinding what, String why) {
    static final Finding PASSED = new Finding(CanaryFinding.PASSED, "");
  }

  /**
   * @param every the pause between two rounds
   * @param nanos the clock, as {@link System#nanoTime}
   */
  Findings(Metrics metrics, SecurityLog security, Duration every, LongSupplier nanos) {
    this.metrics = metrics;
    this.security = security;
    this.every = every;
    this.nanos = nanos;
  }

  /** Begins a round: what is found from now on is of it. */
  synchronized void begin() {
    round = new Round(Outcome.PASSED, Optional.empty());
  }

  /** Notes how long the removal of this round took, from request to receipt. */
  synchronized void removed(Duration took) {
    metrics.canaryRemoved(took.toNanos());
    round = new Round(round.outcome(), Optional.of(took));
  }

  synchronized void passed(String node) {
    metrics.canary(CanaryFinding.PASSED);
    last.put(node, Finding.PASSED);
    if (failed.remove(node) != null) {
      LOG.info("the canary passes again at node {}", node);
    }
  }

  synchronized void failed(String node, CanaryFinding what, String why) {
    metrics.canary(what);
    security.record(
        SecurityEvent.CANARY_FAILED,
        new SecurityLog.Fact("node", node),
        SecurityLog.Fact.reason(what.text()));
    LOG.error("the canary failed at node {}: {}", node, why);
    Finding now = new Finding(what, why);
    last.put(node, now);
    failed.put(node, now);
    round = new Round(Outcome.FAILED, round.receipt());
  }

  synchronized void unable(String node, String why) {
    metrics.canary(CanaryFinding.UNABLE);
    Finding now = new Finding(CanaryFinding.UNABLE, why);
    if (!now.equals(last.put(node, now))) {
      LOG.warn("the canary could not run at node {}: {}", node, why);
    }
    if (round.outcome() == Outcome.PASSED) {
      round = new Round(Outcome.UNKNOWN, round.receipt());
    }
  }

  /** Ends a round, which is the last one then. */
  synchronized void end() {
    ended = Optional.of(new Ended(round, nanos.getAsLong()));
  }

  /** Forgets all nodes but these. */
  synchronized void keep(Set<String> nodes) {
    failed.keySet().retainAll(nodes);
    last.keySet().retainAll(nodes);
  }

  /** What is told of it: the last round first, then each node. */
  synchronized CanaryHealth health() {
    List<String> lines = new ArrayList<>();
    Optional<Duration> ago = ended.map(it -> Duration.ofNanos(nanos.getAsLong() - it.atNanos()));
    lines.add(ended.map(it -> lastRound(it.round(), ago.orElseThrow())).orElse(NONE));
    last.forEach((node, finding) -> lines.add("node " + node + ": " + told(node, finding)));
    return new CanaryHealth(outcome(ago), lines);
  }

  private String lastRound(Round of, Duration ago) {
    return "last round: %s, %d s ago (expected: one every %s)%s"
        .formatted(
            of.outcome().text(),
            ago.toSeconds(),
            every.toSeconds() > 0 ? every.toSeconds() + " s" : every.toMillis() + " ms",
            of.receipt()
                .map(it -> ", the receipt after %d ms".formatted(it.toMillis()))
                .orElse(""));
  }

  private String told(String node, Finding now) {
    Finding breach = failed.get(node);
    if (breach != null) {
      return "failed, " + breach.what().text() + ": " + breach.why();
    }
    return now.what() == CanaryFinding.PASSED ? "passed" : "unknown: " + now.why();
  }

  private Outcome outcome(Optional<Duration> ago) {
    if (!failed.isEmpty()) {
      return Outcome.FAILED;
    }
    Duration late = every.multipliedBy(2).plus(ROUND_MAX);
    boolean fresh = ago.filter(it -> it.compareTo(late) < 0).isPresent();
    boolean all = last.values().stream().allMatch(it -> it.what() == CanaryFinding.PASSED);
    return fresh && all && !last.isEmpty() ? Outcome.PASSED : Outcome.UNKNOWN;
  }
}
