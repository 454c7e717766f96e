package io.drawbridge.server.cluster.notify;

import io.drawbridge.server.cluster.Doorbell;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Notifications;
import io.drawbridge.server.db.Outage;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The doorbell by LISTEN and NOTIFY of the database, for two or three nodes with nothing to
 * install. It never rings in the transaction of an append, which that would slow down: what is rung
 * while one ring is under way makes one more. Thread-safe.
 */
public final class NotifyDoorbell implements Doorbell {
  private static final Logger LOG = LoggerFactory.getLogger(NotifyDoorbell.class);
  private static final String CHANNEL = "drawbridge";
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** How long it listens before it looks whether it is closed. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Database database;
  private final Executor threads;
  private final Notifications notifications = new Notifications(CHANNEL);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicInteger rings = new AtomicInteger();
  private volatile boolean hears;

  private NotifyDoorbell(Database database, Executor threads) {
    this.database = database;
    this.threads = threads;
  }

  /** {@code threads} makes a virtual thread for each task. */
  public static NotifyDoorbell start(Database database, Executor threads) {
    return new NotifyDoorbell(database, threads);
  }

  @Override
  public void ring() {
    if (rings.getAndIncrement() == 0 && !closed()) {
      threads.execute(this::send);
    }
  }

  private void send() {
    int seen;
    do {
      seen = rings.get();
      try {
        database.query(notifications::send);
      } catch (RuntimeException e) {
        LOG.debug("a ring is lost: {}", e.toString());
      }
    } while (!rings.compareAndSet(seen, 0) && !closed());
  }

  @Override
  public void listen(Runnable rung) {
    threads.execute(() -> {
      while (!closed()) {
        try {
          database.query(handle -> {
            notifications.listen(handle);
            hears = true;
            // What was rung while nobody listened.
            rung.run();
            while (!closed()) {
              if (notifications.await(handle, LOOK)) {
                rung.run();
              }
            }
            return notifications.unlisten(handle);
          });
        } catch (RuntimeException e) {
          hears = false;
          LOG.atLevel(Outage.level(e)).log("the doorbell is not heard: {}", e.toString());
          sleep(RETRY);
        }
      }
    });
  }

  @Override
  public boolean hears() {
    return hears;
  }

  private void sleep(Duration time) {
    try {
      boolean _ = closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
