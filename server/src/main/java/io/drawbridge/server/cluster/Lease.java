package io.drawbridge.server.cluster;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * A node's right to serve, by its own clock. The database grants it for a time, which counts from
 * before it was asked for. Each time the right begins, at the start or after it had lapsed, what
 * the node knows has to be verified by reads that begin after the grant's answer came. Whether it
 * had lapsed only the node's own clock tells: the database's word for it may be lost, or older than
 * its commit. Thread-safe; {@link #holds} is lock-free.
 */
final class Lease {
  private static final Term NONE = new Term(0, Long.MIN_VALUE, false, true);

  private final LongSupplier nanos;
  private final Duration margin;
  private volatile Term term = NONE;

  /**
   * A time in which the right did not lapse.
   *
   * @param over its end was told
   */
  private record Term(long number, long endNanos, boolean verified, boolean over) {
    boolean at(long now) {
      return number > 0 && now - endNanos < 0;
    }
  }

  /**
   * A right that has not begun.
   *
   * @param margin the time by which it ends earlier here than in the database
   */
  Lease(LongSupplier nanos, Duration margin) {
    this.nanos = nanos;
    this.margin = margin;
  }

  /** Returns whether this node may let something out now. */
  boolean holds() {
    Term now = term;
    return now.verified && now.at(nanos.getAsLong());
  }

  /**
   * Takes a grant.
   *
   * @param sentNanos before it was asked for
   * @param granted from the moment at which the database decided it
   * @return the number of the term that begins with it and has to be verified; empty if the one
   *     before goes on
   */
  synchronized OptionalLong granted(long sentNanos, Duration granted) {
    long end = sentNanos + granted.minus(margin).toNanos();
    long now = nanos.getAsLong();
    if (term.at(now)) {
      if (end - term.endNanos > 0) {
        term = new Term(term.number, end, term.verified, false);
      }
      return OptionalLong.empty();
    }
    if (now - end >= 0) {
      return OptionalLong.empty();
    }
    term = new Term(term.number + 1, end, false, false);
    return OptionalLong.of(term.number);
  }

  /** Opens the gate for a term that was verified; false if it is over. */
  synchronized boolean verified(long number) {
    if (term.number != number || !term.at(nanos.getAsLong())) {
      return false;
    }
    term = new Term(number, term.endNanos, true, false);
    return true;
  }

  /** Returns whether this term still has to be verified. */
  boolean isOpenTo(long number) {
    Term now = term;
    return now.number == number && !now.verified && now.at(nanos.getAsLong());
  }

  /** Returns whether a term runs now, verified or not. */
  boolean runs() {
    return term.at(nanos.getAsLong());
  }

  /** Ends the right now; what is behind the gate is thrown away by the caller. */
  synchronized void end() {
    term = new Term(Math.max(1, term.number), nanos.getAsLong(), false, true);
  }

  /**
   * Ends a right that has run out, whether or not it was verified; false if it has not, or was not
   * begun, or that was told already.
   */
  synchronized boolean lapsed() {
    Term now = term;
    if (now.over || now.at(nanos.getAsLong())) {
      return false;
    }
    term = new Term(now.number, now.endNanos, false, true);
    return true;
  }
}
