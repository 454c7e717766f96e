package io.drawbridge.server.session;

import io.drawbridge.protocol.CloseCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A connection whose loop runs when the test says so. */
final class SteeredConnection implements Connection {
  final Queue<Runnable> tasks = new ArrayDeque<>();
  final List<CloseCode> closes = new ArrayList<>();
  int wakes;

  /** Runs what waits on the loop, and what that adds. */
  void runLoop() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
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
