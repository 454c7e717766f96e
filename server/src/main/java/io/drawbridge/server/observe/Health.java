package io.drawbridge.server.observe;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Knows whether the process is well (live) and whether it should get traffic (ready). Parts of the
 * server add their checks at start. Thread-safe; {@link #ready} blocks, but never for long: the
 * caller has little patience, most of all when something hangs.
 */
public final class Health {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(3);

  private final Map<String, Supplier<Optional<String>>> checks = new ConcurrentHashMap<>();
  private volatile Supplier<CanaryHealth> canary = () -> CanaryHealth.OFF;

  /** The checks under way, by name; one that hangs is not begun again. */
  private final Map<String, CompletableFuture<Optional<String>>> underWay =
      new ConcurrentHashMap<>();

  /**
   * Adds a check to readiness; it answers what is wrong, or nothing. It runs on a virtual thread. A
   * check that throws, or does not answer in time, fails.
   */
  public void check(String name, Supplier<Optional<String>> check) {
    checks.put(name, check);
  }

  /** Says who tells what the canary has found. */
  public void canary(Supplier<CanaryHealth> found) {
    canary = found;
  }

  /** Returns what the canary has found. Does not block, and decides of no readiness. */
  public CanaryHealth canary() {
    return canary.get();
  }

  /** Asks all checks at the same time; ready, if nothing is wrong. */
  public Report ready() {
    SortedMap<String, CompletableFuture<Optional<String>>> asked = new TreeMap<>();
    checks.forEach((name, check) -> asked.put(name, ask(name, check)));
    SortedMap<String, String> wrong = new TreeMap<>();
    asked.forEach((name, answer) -> answer.join().ifPresent(text -> wrong.put(name, text)));
    return new Report(wrong);
  }

  private CompletableFuture<Optional<String>> ask(String name, Supplier<Optional<String>> check) {
    CompletableFuture<Optional<String>> fresh = new CompletableFuture<>();
    CompletableFuture<Optional<String>> earlier = underWay.putIfAbsent(name, fresh);
    if (earlier == null) {
      Thread.startVirtualThread(() -> {
        Optional<String> answer = answer(check);
        underWay.remove(name);
        fresh.complete(answer);
      });
    }
    return (earlier == null ? fresh : earlier)
        .copy()
        .completeOnTimeout(
            Optional.of("no answer in %d s".formatted(ANSWER_MAX.toSeconds())),
            ANSWER_MAX.toMillis(),
            TimeUnit.MILLISECONDS);
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
  public record Report(SortedMap<String, String> wrong) {
    public Report {
      wrong = Collections.unmodifiableSortedMap(new TreeMap<>(wrong));
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
