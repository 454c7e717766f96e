package io.drawbridge.client;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Collects what handlers get, and waits for it. */
final class Inbound<T> {

  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final List<T> all = new CopyOnWriteArrayList<>();

  synchronized void add(T one) {
    all.add(one);
    notifyAll();
  }

  List<T> all() {
    return List.copyOf(all);
  }

  List<T> await(int count) {
    return awaitUntil(seen -> seen.size() >= count);
  }

  synchronized List<T> awaitUntil(Predicate<List<T>> condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.test(all())) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        fail("waited in vain; there was %s", all);
      }
      try {
        wait(Math.max(1, left / 1_000_000));
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        fail("interrupted", stop);
      }
    }
    return all();
  }
}
