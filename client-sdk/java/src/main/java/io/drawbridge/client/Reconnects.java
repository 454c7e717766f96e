package io.drawbridge.client;

import io.drawbridge.client.background.Backoff;
import io.drawbridge.client.background.Timers;
import io.drawbridge.protocol.CloseCode;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Decides what follows the end of a connection, by the table of close codes. Mailbox only. */
final class Reconnects {

  /** Reconnects at once without a steady connection between them; then they take their time. */
  private static final int AT_ONCE_MAX = 3;

  private final Backoff backoff;
  private final RandomGenerator random;
  private final Timers timers;
  private int attempts;
  private int atOnce;
  private Optional<Long> startedNanos = Optional.empty();
  private long notBeforeNanos;
  private boolean told;

  Reconnects(Backoff backoff, RandomGenerator random, Timers timers) {
    this.backoff = backoff;
    this.random = random;
    this.timers = timers;
  }

  /** The next step. */
  sealed interface Advice {
    /** Connect after that time. */
    record Again(Duration delay, boolean newToken) implements Advice {}

    /** Stay away. */
    record Stop() implements Advice {}
  }

  /** Counts an attempt that begins, from 1 since the last steady connection. */
  int attempt() {
    return ++attempts;
  }

  /** Notes the time at which the session started. */
  void started() {
    startedNanos = Optional.of(timers.nanos());
  }

  /** Waits as long as the server says and a random time more, so that not all come at once. */
  void comeBackAfter(long millis) {
    long nanos = Duration.ofMillis(Math.max(0, millis)).toNanos();
    notBeforeNanos = timers.nanos() + nanos + random.nextLong(nanos / 4 + 1);
    told = true;
  }

  /** Says what to do after a connection, or an attempt at one, has ended. */
  Advice ended(StopCause cause) {
    boolean steady =
        startedNanos
            .map(since -> timers.nanos() - since >= backoff.steadyAfter().toNanos())
            .orElse(false);
    startedNanos = Optional.empty();
    if (steady) {
      attempts = 0;
      atOnce = 0;
    }
    return cause instanceof StopCause.ByServer server && server.code().isPresent()
        ? byTable(server.code().get())
        : new Advice.Again(later(), false);
  }

  private Advice byTable(CloseCode code) {
    return switch (code.reconnect()) {
      case NO -> new Advice.Stop();
      case NOW_AND_RESUME ->
          new Advice.Again(atOnce++ < AT_ONCE_MAX ? Duration.ZERO : later(), false);
      case AFTER_DELAY -> new Advice.Again(later(), false);
      case AFTER_SIGN_IN -> new Advice.Again(later(), true);
    };
  }

  private Duration later() {
    Duration wait = backoff.before(Math.max(1, attempts), random);
    if (told) {
      told = false;
      Duration asked = Duration.ofNanos(Math.max(0, notBeforeNanos - timers.nanos()));
      return asked.compareTo(wait) > 0 ? asked : wait;
    }
    return wait;
  }
}
