package io.drawbridge.load.withdraw;

import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The answers that a receiver gives to what comes next, for each key. Thread-safe. */
final class Plans implements AutoCloseable {
  /** Less than the ten seconds after which the server gives a call up. */
  private static final int HELD_SECONDS_MAX = 8;

  private static final int COMES_SECONDS_MAX = 60;

  private final Map<String, Queue<Step>> steps = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** One thing that is to come. */
  static final class Step {
    private final int status;
    private final CountDownLatch came = new CountDownLatch(1);
    private final CountDownLatch goOn;

    private Step(int status, boolean held) {
      this.status = status;
      this.goOn = new CountDownLatch(held ? 1 : 0);
    }

    /** Waits until it has come, and stands in the middle if it is held. */
    void await() throws InterruptedException {
      if (!came.await(COMES_SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new IllegalStateException("what was waited for did not come");
      }
    }

    /** Lets it be answered. */
    void goOn() {
      goOn.countDown();
    }
  }

  /** The next thing of this key is answered so, at once. */
  Step answered(String key, int status) {
    return add(key, new Step(status, false));
  }

  /** The next thing of this key stands in the middle until it is let go on, and is then taken. */
  Step held(String key, int status) {
    return add(key, new Step(status, true));
  }

  private Step add(String key, Step step) {
    steps.computeIfAbsent(key, _ -> new ConcurrentLinkedQueue<>()).add(step);
    return step;
  }

  /**
   * Something of this key has come: waits as was planned, and returns the status to answer; empty
   * if nothing is planned.
   */
  Optional<Integer> met(String key) {
    Queue<Step> planned = steps.get(key);
    Step step = planned == null ? null : planned.poll();
    if (step == null) {
      return Optional.empty();
    }
    step.came.countDown();
    try {
      boolean released = closed || step.goOn.await(HELD_SECONDS_MAX, TimeUnit.SECONDS);
      if (!released) {
        throw new IllegalStateException(key + ": was held for too long");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.of(step.status);
  }

  /** Holds nothing any more. */
  @Override
  public void close() {
    closed = true;
    steps.values().forEach(planned -> planned.forEach(Step::goOn));
  }
}
