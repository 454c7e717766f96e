package io.drawbridge.load.simulate;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Runs the tasks of one event loop, in order. */
final class SimulatedLoop implements Executor {
  private final Timeline timeline;
  private final Queue<Runnable> tasks = new ArrayDeque<>();

  SimulatedLoop(Timeline timeline) {
    this.timeline = timeline;
  }

  void add(Runnable task) {
    tasks.add(task);
  }

  /** Waits until the task has run, so that nobody has to wait in a way that is not simulated. */
  @Override
  public void execute(Runnable task) {
    boolean[] done = new boolean[1];
    add(() -> {
      task.run();
      done[0] = true;
    });
    timeline.await(() -> done[0]);
  }

  /** Runs the tasks as they come, for ever. */
  void run() {
    while (true) {
      timeline.await(() -> !tasks.isEmpty());
      tasks.remove().run();
    }
  }
}
