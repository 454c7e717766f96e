package io.drawbridge.client;

import io.drawbridge.client.background.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A clock that moves when the test says so. Not thread-safe. */
final class ManualTimers implements Timers {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Waiting> waiting = new ArrayList<>();
  private long nanos;
  private long sequence;

  private record Waiting(long dueNanos, long sequence, Runnable task) {}

  @Override
  public Instant now() {
    return START.plusNanos(nanos);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    Waiting timer = new Waiting(nanos + Math.max(0, delay.toNanos()), sequence++, task);
    waiting.add(timer);
    return () -> waiting.remove(timer);
  }

  /** Lets time pass, running what becomes due, in order. */
  void advance(Duration time) {
    long until = nanos + time.toNanos();
    Optional<Waiting> next = next(until);
    while (next.isPresent()) {
      waiting.remove(next.get());
      nanos = Math.max(nanos, next.get().dueNanos());
      next.get().task().run();
      next = next(until);
    }
    nanos = until;
  }

  private Optional<Waiting> next(long until) {
    return waiting.stream()
        .filter(timer -> timer.dueNanos() <= until)
        .min(Comparator.comparingLong(Waiting::dueNanos).thenComparingLong(Waiting::sequence));
  }
}
