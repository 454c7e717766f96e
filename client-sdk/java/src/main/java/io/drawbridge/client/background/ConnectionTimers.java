package io.drawbridge.client.background;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;

/** The timers of the connection there is now, one for each purpose. Mailbox only. */
public final class ConnectionTimers {

  /** The purposes of waiting. */
  public enum Purpose {
    CONNECT,
    RENEW,
    HEARTBEAT,
    GAP
  }

  private final Timers timers;
  private final Executor mailbox;
  private final Map<Purpose, Pending> pending = new EnumMap<>(Purpose.class);

  /** Compared by identity: a timer that fires late is not the one that waits now. */
  private static final class Pending {
    private Timers.Timer timer = () -> {};
  }

  public ConnectionTimers(Timers timers, Executor mailbox) {
    this.timers = timers;
    this.mailbox = mailbox;
  }

  /** Runs a task in the mailbox later, in place of the one that waits for the same purpose. */
  public void after(Purpose purpose, Duration delay, Runnable task) {
    cancel(purpose);
    Pending mine = new Pending();
    pending.put(purpose, mine);
    mine.timer =
        timers.after(
            delay,
            () ->
                mailbox.execute(() -> {
                  if (pending.remove(purpose, mine)) {
                    task.run();
                  }
                }));
  }

  public void cancel(Purpose purpose) {
    Pending waiting = pending.remove(purpose);
    if (waiting != null) {
      waiting.timer.cancel();
    }
  }

  /** Cancels everything that waits, because the connection is gone. */
  public void cancelAll() {
    pending.values().forEach(waiting -> waiting.timer.cancel());
    pending.clear();
  }
}
