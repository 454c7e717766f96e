package io.drawbridge.server.account.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drawbridge.server.failure.Causes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.Asking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Shares a few platform threads among all who want costly work done. The next turn goes to the
 * payer who has had least of them lately, so a payer who floods waits for the others, and the
 * others never wait for them.
 *
 * <p>What waits is bounded for each payer and in all. When all is full, a newcomer takes the place
 * of the one who has had more. Work whose asker has left is dropped. Thread-safe; of this node
 * alone.
 */
public final class FairWork implements AutoCloseable {
  /** The pieces of work that may wait in all: about eight seconds of work. */
  public static final int WAITING_MAX = 256;

  private static final Duration RETRY = Duration.ofSeconds(5);

  /** The time after which half of what somebody has had is forgotten. */
  private static final double HALF_LIFE_NANOS = Duration.ofSeconds(10).toNanos();

  private static final int PAYERS_MAX = 100_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final List<Job<?>> waiting = new ArrayList<>();
  private final Cache<Payer, Use> uses =
      Caffeine.newBuilder().maximumSize(PAYERS_MAX).expireAfterWrite(Duration.ofMinutes(5)).build();
  private final List<Thread> threads = new ArrayList<>();
  private long arrivals;

  /** The pieces of work that a payer had had at some time. */
  private record Use(double pieces, long atNanos) {
    double at(long nowNanos) {
      return pieces * Math.pow(0.5, (nowNanos - atNanos) / HALF_LIFE_NANOS);
    }
  }

  private record Job<T>(
      Payer payer,
      long arrival,
      BooleanSupplier there,
      Callable<T> work,
      CompletableFuture<T> result) {
    void run() {
      try {
        result.complete(work.call());
      } catch (Throwable e) {
        result.completeExceptionally(e);
      }
    }

    void refuse(Failure failure) {
      result.completeExceptionally(failure);
    }
  }

  public FairWork(String name, int atOnce) {
    for (int i = 0; i < atOnce; i++) {
      threads.add(Thread.ofPlatform().name(name + "-" + i).daemon().start(this::workOn));
    }
  }

  /**
   * Waits for a turn and for the work. On a virtual thread, outside transactions.
   *
   * @throws Failure {@code busy} if too much waits already
   */
  public <T> T run(Payer payer, Callable<T> work) {
    Job<T> job = add(payer, work);
    try {
      return job.result().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      forget(job);
      throw stopping();
    } catch (ExecutionException e) {
      if (Causes.of(e) instanceof Failure failure) {
        throw failure;
      }
      throw new IllegalStateException("costly work failed", Causes.of(e));
    }
  }

  /** The number of pieces of work that wait now. */
  public int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private <T> Job<T> add(Payer payer, Callable<T> work) {
    lock.lock();
    try {
      dropAbandoned();
      long own = waiting.stream().filter(job -> job.payer().equals(payer)).count();
      if (own >= payer.waitingMax()) {
        throw Failure.busy("too many of your requests wait for their turn", RETRY);
      }
      Job<T> job = new Job<>(payer, arrivals++, Asking.there(), work, new CompletableFuture<>());
      if (waiting.size() >= WAITING_MAX) {
        makeRoom(job);
      }
      waiting.add(job);
      added.signal();
      return job;
    } finally {
      lock.unlock();
    }
  }

  private void makeRoom(Job<?> newcomer) {
    Comparator<Job<?>> order = order();
    Job<?> last = waiting.stream().max(order).orElseThrow();
    Failure busy = Failure.busy("too many people sign in at once", RETRY);
    if (order.compare(newcomer, last) >= 0) {
      throw busy;
    }
    waiting.remove(last);
    last.refuse(busy);
  }

  private void forget(Job<?> job) {
    lock.lock();
    try {
      waiting.remove(job);
    } finally {
      lock.unlock();
    }
  }

  private void dropAbandoned() {
    waiting.removeIf(job -> {
      boolean abandoned = !job.there().getAsBoolean();
      if (abandoned) {
        job.refuse(Failure.busy("nobody waits for this any more", RETRY));
      }
      return abandoned;
    });
  }

  private void workOn() {
    try {
      while (true) {
        next().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Job<?> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        dropAbandoned();
        Optional<Job<?>> first = waiting.stream().min(order());
        if (first.isPresent()) {
          waiting.remove(first.get());
          charge(first.get().payer());
          return first.get();
        }
        added.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Orders by who has had least; of equals, known devices come first, then who came first. */
  private Comparator<Job<?>> order() {
    long now = System.nanoTime();
    return Comparator.<Job<?>>comparingDouble(job -> used(job.payer(), now))
        .thenComparing(job -> !(job.payer() instanceof Payer.OfDevice))
        .thenComparingLong(Job::arrival);
  }

  private double used(Payer payer, long now) {
    Use use = uses.getIfPresent(payer);
    return use == null ? 0 : use.at(now);
  }

  private void charge(Payer payer) {
    long now = System.nanoTime();
    uses.put(payer, new Use(used(payer, now) + 1, now));
  }

  private static Failure stopping() {
    return Failure.busy("the server is stopping", RETRY);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      waiting.forEach(job -> job.refuse(stopping()));
      waiting.clear();
    } finally {
      lock.unlock();
    }
    threads.forEach(Thread::interrupt);
  }
}
