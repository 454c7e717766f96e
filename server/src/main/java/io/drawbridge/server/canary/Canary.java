package io.drawbridge.server.canary;

import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Outage;
import io.drawbridge.server.failure.Causes;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Runs rounds, one at a time among all nodes: each node has its turn, so that every pair of them is
 * tried, the one that removes and the one where the removed is connected. What keeps a round from
 * running is told apart from what a round finds. Blocks; on one thread.
 */
final class Canary {
  /** No round takes longer; one that does has lost its turn, and changes nothing any more. */
  private static final Duration TURN = Duration.ofSeconds(90);

  private static final Duration TURN_LOOK = Duration.ofMillis(500);

  private final Database database;
  private final String node;
  private final BooleanSupplier serves;
  private final Duration every;
  private final Findings findings;
  private final CanaryStore store = new CanaryStore();

  /**
   * @param serves whether this node has the right to let something out
   * @param every the pause between two rounds of this node
   */
  Canary(
      Database database, String node, BooleanSupplier serves, Duration every, Findings findings) {
    this.database = database;
    this.node = node;
    this.serves = serves;
    this.every = every;
    this.findings = findings;
  }

  /**
   * Runs one round, when it is this node's turn.
   *
   * @param prepared gives the round of a number, once everything that it needs is there
   */
  void round(Supplier<LongFunction<Round>> prepared) {
    findings.begin();
    try {
      findings.keep(database.query(store::nodes));
      attempt(prepared);
    } catch (CancellationException stops) {
      return;
    } catch (RuntimeException trouble) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      findings.unable(node, why(trouble));
      if (!(Causes.of(trouble) instanceof Failure) && !Outage.explains(trouble)) {
        findings.end();
        throw trouble;
      }
    }
    findings.end();
  }

  private static String why(RuntimeException trouble) {
    return Causes.of(trouble) instanceof Failure failure
        ? failure.text()
        : Outage.explains(trouble)
            ? "the database went away"
            : "failed: " + trouble.getClass().getSimpleName();
  }

  private void attempt(Supplier<LongFunction<Round>> prepared) {
    if (!serves.getAsBoolean()) {
      findings.unable(node, "it has no right to serve");
      return;
    }
    LongFunction<Round> rounds = prepared.get();
    OptionalLong turn = awaitTurn();
    if (turn.isEmpty()) {
      findings.unable(node, "it did not get its turn");
      return;
    }
    try {
      rounds.apply(turn.getAsLong()).run();
    } finally {
      database.query(handle -> {
        store.give(handle, node);
        return node;
      });
    }
  }

  private OptionalLong awaitTurn() {
    long by = System.nanoTime() + Math.max(every.toNanos(), TURN.toNanos());
    OptionalLong turn = take();
    while (turn.isEmpty() && System.nanoTime() - by < 0) {
      Pause.of(TURN_LOOK);
      turn = take();
    }
    return turn;
  }

  private OptionalLong take() {
    return database.query(handle -> store.take(handle, node, TURN));
  }
}
