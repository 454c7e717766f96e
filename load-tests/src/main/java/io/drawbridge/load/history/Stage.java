package io.drawbridge.load.history;

import io.drawbridge.load.driver.Testbed;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** The place where crowds come together. Thread-safe. */
final class Stage implements AutoCloseable {
  private final Testbed testbed;
  private final AtomicInteger crowds = new AtomicInteger();

  private Stage(Testbed testbed) {
    this.testbed = testbed;
  }

  static Stage open() throws IOException, InterruptedException {
    return new Stage(Testbed.open());
  }

  /** People who were never here. */
  Crowd crowd(Tap tap) throws InterruptedException {
    return new Crowd(testbed, crowds.getAndIncrement(), tap);
  }

  @Override
  public void close() {
    testbed.close();
  }
}
