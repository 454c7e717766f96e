package io.drawbridge.server.assembly;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The list of what has been started and must be stopped, last first. When one step fails the others
 * still run. Thread-safe.
 */
public final class Closing {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private final Deque<Step> steps = new ArrayDeque<>();
  private boolean stopped;

  private record Step(String name, AutoCloseable stop) {}

  /**
   * Notes how to stop what was just started.
   *
   * @throws StartTrouble if everything is being stopped already; the new thing is stopped too
   */
  public void add(String name, AutoCloseable stop) {
    synchronized (this) {
      if (!stopped) {
        steps.push(new Step(name, stop));
        return;
      }
    }
    stop(new Step(name, stop));
    throw new StartTrouble("stopped while starting");
  }

  /** Stops everything; later calls do nothing. False if a step failed. */
  public boolean run() {
    boolean clean = true;
    while (true) {
      Step step;
      synchronized (this) {
        stopped = true;
        if (steps.isEmpty()) {
          return clean;
        }
        step = steps.pop();
      }
      clean &= stop(step);
    }
  }

  private static boolean stop(Step step) {
    try {
      step.stop().close();
      return true;
    } catch (Exception e) {
      LOG.warn("stopping the {} failed", step.name(), e);
      return false;
    }
  }
}
