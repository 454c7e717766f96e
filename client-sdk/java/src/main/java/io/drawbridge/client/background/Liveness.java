package io.drawbridge.client.background;

import java.time.Duration;
import java.util.Optional;

/**
 * Decides when a silent connection is asked for a sign of life, and when it is given up. Mailbox
 * only.
 *
 * <p>While calls wait for answers it looks often, because not every end of a connection is
 * reported: a network may fail without a word, and the JDK's WebSocket misses an end that arrives
 * while a frame is being handled.
 */
public final class Liveness {

  private static final int LOOKS_WHILE_CALLS_WAIT = 10;
  private static final int PATIENCE_WHILE_CALLS_WAIT = 2;

  private final Duration heartbeat;
  private Optional<Long> askedNanos = Optional.empty();

  /**
   * @param heartbeat how much silence is asked about, and how long an answer to that is waited for;
   *     while calls wait, a tenth and half of it
   */
  public Liveness(Duration heartbeat) {
    this.heartbeat = heartbeat;
  }

  /** The next step. */
  public enum Advice {
    WAIT,
    ASK,
    GIVE_UP
  }

  /** A new connection. */
  public void begin() {
    askedNanos = Optional.empty();
  }

  /** The time until the next look. */
  public Duration interval(boolean callsWait) {
    return callsWait ? heartbeat.dividedBy(LOOKS_WHILE_CALLS_WAIT) : heartbeat;
  }

  /**
   * Looks.
   *
   * @param heardNanos when the server was heard last
   * @param listening false if nothing can be heard, because nothing is read
   */
  public Advice look(long nowNanos, long heardNanos, boolean listening, boolean callsWait) {
    boolean heard = askedNanos.map(asked -> heardNanos - asked > 0).orElse(true);
    if (heard || !listening) {
      askedNanos = Optional.empty();
    }
    if (!listening || nowNanos - heardNanos < interval(callsWait).toNanos()) {
      return Advice.WAIT;
    }
    Duration patience = callsWait ? heartbeat.dividedBy(PATIENCE_WHILE_CALLS_WAIT) : heartbeat;
    if (askedNanos.isPresent() && nowNanos - askedNanos.get() >= patience.toNanos()) {
      return Advice.GIVE_UP;
    }
    askedNanos = askedNanos.or(() -> Optional.of(nowNanos));
    return Advice.ASK;
  }
}
