package io.drawbridge.client.stream;

import io.drawbridge.client.background.SerialExecutor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the application's handlers: off the socket's thread, one at a time, in the order in which
 * things happened. Handlers may block; what a handler throws is logged and stops nothing.
 */
public final class Dispatcher {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final SerialExecutor order;
  private final List<Registration<?>> registrations = new CopyOnWriteArrayList<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicReference<@Nullable Thread> handling = new AtomicReference<>();
  private final int relievedAt;
  private final Runnable relieved;

  private record Registration<T>(Class<T> type, Consumer<? super T> handler) {
    void offer(Object happening) {
      if (type.isInstance(happening)) {
        handler.accept(type.cast(happening));
      }
    }
  }

  /**
   * @param relievedAt {@code relieved} is run when this few are left
   */
  public Dispatcher(Executor threads, int relievedAt, Runnable relieved) {
    this.order = new SerialExecutor(threads);
    this.relievedAt = relievedAt;
    this.relieved = relieved;
  }

  public <T> Subscription on(Class<T> type, Consumer<? super T> handler) {
    Registration<T> registration = new Registration<>(type, handler);
    registrations.add(registration);
    return () -> registrations.remove(registration);
  }

  /** The number of happenings that wait for their handlers. */
  public int queued() {
    return queued.get();
  }

  /** Returns whether the calling thread runs a handler. */
  public boolean inHandler() {
    return Thread.currentThread().equals(handling.get());
  }

  /** Tells the handlers, then runs what depends on that. */
  public void post(Object happening, Runnable afterwards) {
    queued.incrementAndGet();
    order.execute(() -> {
      tell(happening);
      afterwards.run();
      if (queued.decrementAndGet() == relievedAt) {
        relieved.run();
      }
    });
  }

  private void tell(Object happening) {
    handling.set(Thread.currentThread());
    for (Registration<?> registration : registrations) {
      try {
        registration.offer(happening);
      } catch (RuntimeException | Error failed) {
        LOG.warn("a handler of {} failed", happening.getClass().getSimpleName(), failed);
      }
    }
    handling.set(null);
  }
}
