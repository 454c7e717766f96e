package io.drawbridge.server.delivery.fanout;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.Sessions;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fan-out's work for one event loop: however much is added while the loop is busy, it is woken
 * once. Any thread adds; the loop runs it in order.
 *
 * <p>Work that others wait behind is done in one go, so that what all of it adds to a connection
 * leaves in one write. The last one is done in slices, and the connections of a slice write before
 * the next: they are still in the processor's cache. A fence goes between two slices.
 */
final class LoopQueue implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LoopQueue.class);

  /** Pieces of work between two chances for the loop to write. */
  private static final int RUN_MAX = 64;

  /** Beyond this the loop is stuck: its sessions are cut off, and resume when it runs again. */
  private static final int WAITING_MAX = 65_536;

  private final Sessions sessions;
  private final int loop;
  private final ConcurrentLinkedQueue<Work> works = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final AtomicBoolean overflowed = new AtomicBoolean();

  /** The work that has begun; loop only. */
  private @Nullable Work current;

  /** Something to do on the loop, slice by slice. */
  interface Work {
    /** Does the next slice; false when nothing is left. */
    boolean proceed();
  }

  LoopQueue(Sessions sessions, int loop) {
    this.sessions = sessions;
    this.loop = loop;
  }

  /** Adds work of one slice. */
  void add(Runnable whole) {
    Work work =
        () -> {
          whole.run();
          return false;
        };
    addSliced(work);
  }

  void addSliced(Work work) {
    if (waiting.incrementAndGet() > WAITING_MAX) {
      waiting.decrementAndGet();
      overflowed.set(true);
    } else {
      works.add(work);
    }
    schedule();
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      sessions.onLoop(loop, this);
    }
  }

  @Override
  public void run() {
    scheduled.set(false);
    if (overflowed.getAndSet(false)) {
      cutOff();
    }
    for (int i = 0; i < RUN_MAX && !sessions.firstWaits(loop); i++) {
      if (current == null) {
        current = works.poll();
        if (current == null) {
          return;
        }
        waiting.decrementAndGet();
      }
      if (proceed(current)) {
        break;
      }
      current = null;
    }
    if (current != null || !works.isEmpty()) {
      schedule();
    }
  }

  /** True if something is left of it, and nothing waits behind it or has to go first. */
  private boolean proceed(Work work) {
    try {
      boolean more = work.proceed();
      while (more && !works.isEmpty() && !sessions.firstWaits(loop)) {
        more = work.proceed();
      }
      return more;
    } catch (RuntimeException e) {
      LOG.error("fan-out on loop {} failed", loop, e);
      return false;
    }
  }

  private void cutOff() {
    LOG.warn("event loop {} fell behind: its sessions are cut off", loop);
    for (Session session : sessions.all()) {
      if (session.connection().loop() == loop) {
        session.connection().close(CloseCode.SLOW_CONSUMER, CloseCode.SLOW_CONSUMER.meaning());
      }
    }
  }
}
