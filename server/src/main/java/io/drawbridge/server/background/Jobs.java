package io.drawbridge.server.background;

import java.time.Duration;

/** Starts what is done again and again. Thread-safe. */
public final class Jobs {
  /** Longer than any pause. */
  public static final Duration ANY_PAUSE = Duration.ofDays(1);

  private final Duration pauseMax;

  public Jobs() {
    this(ANY_PAUSE);
  }

  /** With pauses of at most so long. */
  public Jobs(Duration pauseMax) {
    this.pauseMax = pauseMax;
  }

  /**
   * Runs the task on a virtual thread of its own until the job is closed, each time so long after
   * it has ended: never twice at once. What it throws is logged, and it is run again.
   *
   * @param name as the log and a thread dump show it
   */
  public Job every(String name, Duration pause, Runnable task) {
    return Job.start(name, pause.compareTo(pauseMax) < 0 ? pause : pauseMax, task);
  }
}
