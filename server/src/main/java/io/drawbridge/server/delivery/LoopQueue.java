package io.drawbridge.server.delivery;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.Sessions;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the fan-out has for one event loop: however much is added while the loop is busy, it is
 * woken once. Any thread adds; the loop runs it in order.
 */
final class LoopQueue implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LoopQueue.class);

  /** Pieces of work between two chances for the loop to write. */
  private static final int RUN_MAX = 64;

  /** Beyond this the loop is stuck: its sessions are cut off, and resume when it runs again. */
  private static final int WAITING_MAX = 65_536;

  private final Sessions sessions;
  private final int loop;
  private final ConcurrentLinkedQueue<Runnable> works = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final AtomicBoolean overflowed = new AtomicBoolean();

  LoopQueue(Sessions sessions, int loop) {
    this.sessions = sessions;
    this.loop = loop;
  }

  void add(Runnable work) {
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
    for (int i = 0; i < RUN_MAX; i++) {
      Runnable work = works.poll();
      if (work == null) {
        return;
      }
      waiting.decrementAndGet();
      try {
        work.run();
      } catch (RuntimeException e) {
        LOG.error("fan-out on loop {} failed", loop, e);
      }
    }
    if (!works.isEmpty()) {
      schedule();
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
