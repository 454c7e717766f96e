package io.drawbridge.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started and must be stopped, last first. Stopping goes on when one step fails.
 * Thread-safe.
 */
final class Closing {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private final Deque<Step> steps = new ArrayDeque<>();

  private record Step(String name, AutoCloseable stop) {}

  synchronized void add(String name, AutoCloseable stop) {
    steps.push(new Step(name, stop));
  }

  /** Stops everything; later calls do nothing. */
  synchronized void run() {
    while (!steps.isEmpty()) {
      Step step = steps.pop();
      try {
        step.stop().close();
      } catch (Exception e) {
        LOG.warn("stopping the {} failed", step.name(), e);
      }
    }
  }
}
