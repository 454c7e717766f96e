package io.drawbridge.server.quota;

import io.drawbridge.server.ratelimit.Bucket;
import io.drawbridge.server.ratelimit.Rate;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The amount that one scope has written: the minute on this node, the day on all nodes. Of the day
 * it knows the total that the database last reported, and what was written here since. Thread-safe:
 * all state below is guarded by this object's monitor.
 */
final class Tally {
  private final Scope scope;
  private final Quota quota;
  private final Bucket rows;
  private final Bucket bytes;
  private LocalDate day;
  private Written total = Written.NOTHING;
  private Written fresh = Written.NOTHING;

  Tally(Scope scope, Quota quota, LocalDate day, long nowNanos) {
    this.scope = scope;
    this.quota = quota;
    this.day = day;
    this.rows = new Bucket(perMinute(quota.rowsPerMinute()), nowNanos);
    this.bytes = new Bucket(perMinute(quota.bytesPerMinute()), nowNanos);
  }

  /** Rows and bytes of a day. */
  record Written(long rows, long bytes) {
    static final Written NOTHING = new Written(0, 0);

    Written plus(long moreRows, long moreBytes) {
      return new Written(rows + moreRows, bytes + moreBytes);
    }
  }

  /** The rate of a minute's quota: a whole minute's worth may come at once. */
  private static Rate perMinute(long times) {
    return new Rate((int) times, Duration.ofNanos(Duration.ofMinutes(1).toNanos() / times));
  }

  Scope scope() {
    return scope;
  }

  /** Counts the amount, all of it or nothing. */
  synchronized Optional<Refusal> take(Amount amount, LocalDate today, long nowNanos) {
    if (today.isAfter(day)) {
      day = today;
      total = Written.NOTHING;
      fresh = Written.NOTHING;
    }
    if (total.rows() + fresh.rows() + amount.rows() > quota.rowsPerDay()) {
      return Optional.of(new Refusal.OfDay(scope.kind(), "rows", quota.rowsPerDay(), day));
    }
    if (total.bytes() + fresh.bytes() + amount.bytes() > quota.bytesPerDay()) {
      return Optional.of(new Refusal.OfDay(scope.kind(), "bytes", quota.bytesPerDay(), day));
    }
    long rowsWait = rows.take(nowNanos, ofMinute(amount.rows(), quota.rowsPerMinute()));
    if (rowsWait > 0) {
      return Optional.of(refusedFor("rows", quota.rowsPerMinute(), rowsWait));
    }
    long bytesWait = bytes.take(nowNanos, ofMinute(amount.bytes(), quota.bytesPerMinute()));
    if (bytesWait > 0) {
      rows.giveBack(ofMinute(amount.rows(), quota.rowsPerMinute()));
      return Optional.of(refusedFor("bytes", quota.bytesPerMinute(), bytesWait));
    }
    fresh = fresh.plus(amount.rows(), amount.bytes());
    return Optional.empty();
  }

  /**
   * The tokens to take: an amount larger than a whole minute's worth takes that, as it would never
   * get through.
   */
  private static int ofMinute(int amount, long max) {
    return (int) Math.min(amount, max);
  }

  private Refusal refusedFor(String unit, long max, long waitNanos) {
    return new Refusal.OfMinute(scope.kind(), unit, max, Duration.ofNanos(waitNanos).plusMillis(1));
  }

  synchronized void giveBack(Amount amount) {
    rows.giveBack(ofMinute(amount.rows(), quota.rowsPerMinute()));
    bytes.giveBack(ofMinute(amount.bytes(), quota.bytesPerMinute()));
    fresh = fresh.plus(-amount.rows(), -amount.bytes());
  }

  /** The amount that the database does not know yet; counted as known from now on. */
  synchronized Optional<DayStore.Line> flush() {
    if (fresh.equals(Written.NOTHING)) {
      return Optional.empty();
    }
    DayStore.Line line = new DayStore.Line(scope, day, fresh.rows(), fresh.bytes());
    total = total.plus(fresh.rows(), fresh.bytes());
    fresh = Written.NOTHING;
    return Optional.of(line);
  }

  /** Takes note of what all nodes have written on a day, this one's last line included. */
  synchronized void learn(DayStore.Line all) {
    if (all.day().equals(day)) {
      total = new Written(all.rows(), all.bytes());
    }
  }

  /** Keeps a line that was not written, to try it again. */
  synchronized void keep(DayStore.Line line) {
    if (line.day().equals(day)) {
      total = total.plus(-line.rows(), -line.bytes());
      fresh = fresh.plus(line.rows(), line.bytes());
    }
  }
}
