package io.drawbridge.server.cluster;

import io.drawbridge.server.background.Backoff;
import io.drawbridge.server.db.Outage;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a node lets something out: from its lease, by its own clocks, and in which order the
 * gate opens and shuts and the kernel's timer is put off and disarmed. It reads nothing itself.
 * Thread-safe.
 */
public final class Tenure {
  private static final Logger LOG = LoggerFactory.getLogger(Tenure.class);

  /** The part of the lease by which it ends earlier here: clocks do not run alike. */
  private static final int MARGIN_PART = 10;

  /** The first term: nothing was let out before. */
  private static final long FIRST = 1;

  private final Duration length;
  private final LongSupplier nanos;
  private final Optional<? extends KernelTimer> timer;
  private final BiConsumer<Backoff, String> pause;
  private final Lease lease;
  private boolean ended;

  /** The moment before a grant was asked for, by each of the clocks. */
  public record Asked(long nanos, long bootNanos) {}

  /**
   * A right that has not begun.
   *
   * @param length of a lease
   * @param nanos this node's own clock
   * @param timer ends a process that is stopped when its lease has ended
   * @param pause waits before a failed verification is tried again
   */
  public Tenure(
      Duration length,
      LongSupplier nanos,
      Optional<? extends KernelTimer> timer,
      BiConsumer<Backoff, String> pause) {
    this.length = length;
    this.nanos = nanos;
    this.timer = timer;
    this.pause = pause;
    this.lease = new Lease(nanos, length.dividedBy(MARGIN_PART));
  }

  /** Returns whether the node may let something out now. Lock-free. */
  public boolean serves() {
    return lease.holds();
  }

  /** To be called before a grant is asked for: its end counts from here. */
  public Asked asks() {
    return new Asked(nanos.getAsLong(), timer.map(KernelTimer::nowNanos).orElse(0L));
  }

  /**
   * Takes a grant.
   *
   * @param granted from the moment at which the database decided it
   * @return the number of the term that begins with it, to be opened; empty if the one before goes
   *     on
   */
  public synchronized OptionalLong granted(Asked asked, Duration granted) {
    if (ended) {
      return OptionalLong.empty();
    }
    OptionalLong term = lease.granted(asked.nanos(), granted);
    if (lease.runs()) {
      // Ends after the gate was shut in software, and before the lease does in the database. A
      // grant that came too late must not arm it: nobody would disarm it.
      Duration end = granted.minus(length.dividedBy((long) MARGIN_PART * MARGIN_PART));
      timer.ifPresent(it -> it.arm(asked.bootNanos(), end));
    }
    return term;
  }

  /**
   * Opens the gate for a new term, once what this node knows is verified. Blocks; false if the term
   * ended before.
   */
  public boolean open(long term, Node.Opening with) {
    Backoff backoff = new Backoff(Duration.ofMillis(20), Duration.ofMillis(500));
    while (lease.isOpenTo(term) && !isEnded()) {
      try {
        if (term > FIRST) {
          // What was behind the gate when the term before ended, if nobody saw it end.
          with.shut();
        }
        with.verify();
        if (!lease.verified(term)) {
          return false;
        }
        with.opened();
        return true;
      } catch (RuntimeException e) {
        LOG.atLevel(Outage.level(e)).setCause(e).log("what this node knows could not be verified");
        pause.accept(backoff, "verifying");
      }
    }
    return false;
  }

  /** Throws away what is behind the gate, if the lease has run out; true if it just had. */
  public boolean look(Node.Opening with) {
    if (!lease.lapsed()) {
      return false;
    }
    with.shut();
    quiet();
    return true;
  }

  /** Nothing is behind the gate: the process may live on, unless it has a lease again. */
  private synchronized void quiet() {
    if (!lease.runs()) {
      timer.ifPresent(KernelTimer::disarm);
    }
  }

  /** Takes no grant any more. */
  public synchronized void refuse() {
    ended = true;
  }

  private synchronized boolean isEnded() {
    return ended;
  }

  /** Ends the right for good; what is behind the gate is thrown away by the caller. */
  public void end() {
    refuse();
    lease.end();
    quiet();
  }
}
