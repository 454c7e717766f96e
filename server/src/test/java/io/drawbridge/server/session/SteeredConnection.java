package io.drawbridge.server.session;

import io.drawbridge.protocol.CloseCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A connection whose loop runs when the test says so; tasks may come from any thread. */
public final class SteeredConnection implements Connection {
  final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  final List<CloseCode> closes = new ArrayList<>();
  int wakes;

  /** Runs what waits on the loop, and what that adds. */
  public void runLoop() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public boolean inLoop() {
    return true;
  }

  @Override
  public void wake() {
    wakes++;
  }

  @Override
  public void close(CloseCode code, String reason) {
    closes.add(code);
  }

  @Override
  public void reset(CloseCode code) {
    closes.add(code);
  }

  @Override
  public boolean hasUnflushed() {
    return false;
  }

  @Override
  public int loop() {
    return 0;
  }
}
