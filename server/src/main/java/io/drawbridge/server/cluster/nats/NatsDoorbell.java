package io.drawbridge.server.cluster.nats;

import io.drawbridge.server.cluster.Doorbell;
import io.drawbridge.server.outbound.OperatorTrust;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The doorbell by NATS, for as many nodes as there are. A ring is an empty message on one subject,
 * which names nobody; it is dropped while there is no connection, and the nodes read by themselves
 * then. A connection that is lost is made again. Thread-safe.
 */
public final class NatsDoorbell implements Doorbell {
  private static final Logger LOG = LoggerFactory.getLogger(NatsDoorbell.class);
  private static final String SUBJECT = "drawbridge.ring";
  private static final byte[] NOTHING = {};
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration CONNECT_MAX = Duration.ofSeconds(5);

  /** Two that are not answered, and a server that stands still counts as lost. */
  private static final Duration PING_EVERY = Duration.ofSeconds(1);

  private final NatsServers servers;
  private final Executor threads;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicReference<@Nullable Connection> connection = new AtomicReference<>();

  private NatsDoorbell(NatsServers servers, Executor threads) {
    this.servers = servers;
    this.threads = threads;
  }

  /** {@code threads} makes a virtual thread for each task. */
  public static NatsDoorbell start(NatsServers servers, Executor threads) {
    return new NatsDoorbell(servers, threads);
  }

  /**
   * Asks whether one of them answers, and takes the login.
   *
   * @throws IOException with one line that says why none does
   */
  public static void greet(NatsServers servers) throws IOException {
    try {
      Nats.connect(options(servers).noReconnect().build()).close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static Options.Builder options(NatsServers servers) {
    Options.Builder options =
        new Options.Builder()
            .servers(servers.urls().stream().map(Object::toString).toArray(String[]::new))
            .ignoreDiscoveredServers()
            .connectionTimeout(CONNECT_MAX)
            .errorListener(new ErrorListener() {});
    servers.login().ifPresent(it -> options.userInfo(it.user(), it.password()));
    if (servers.secure()) {
      options.sslContext(OperatorTrust.of(servers.authorities()));
    }
    return options;
  }

  @Override
  public void ring() {
    Connection open = connection.get();
    if (open == null) {
      return;
    }
    try {
      open.publish(SUBJECT, NOTHING);
    } catch (IllegalStateException e) {
      LOG.debug("a ring is lost: {}", e.toString());
    }
  }

  @Override
  public boolean hears() {
    Connection open = connection.get();
    return open != null && open.getStatus() == Connection.Status.CONNECTED;
  }

  @Override
  public void listen(Runnable rung) {
    threads.execute(() -> connect(rung));
  }

  private void connect(Runnable rung) {
    Options options =
        options(servers)
            .connectionName("drawbridge")
            .noEcho()
            .maxReconnects(-1)
            .reconnectWait(RETRY)
            .reconnectBufferSize(0)
            .discardMessagesWhenOutgoingQueueFull()
            .pingInterval(PING_EVERY)
            .connectionListener((_, event) -> changed(event, rung))
            .build();
    boolean told = false;
    while (!closed()) {
      try {
        open(Nats.connect(options), rung);
        return;
      } catch (IOException | IllegalStateException e) {
        LOG.atLevel(told ? Level.DEBUG : Level.WARN)
            .log("no doorbell at {} yet, so nodes read every second: {}", where(), e.toString());
        told = true;
        sleep();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void open(Connection open, Runnable rung) {
    open.createDispatcher(_ -> rung.run()).subscribe(SUBJECT);
    connection.set(open);
    if (closed()) {
      shut();
      return;
    }
    LOG.info("nodes ring at each other by {}", where());
    // What was rung while nobody listened.
    rung.run();
  }

  private void changed(ConnectionListener.Events event, Runnable rung) {
    switch (event) {
      case DISCONNECTED -> {
        if (!closed()) {
          LOG.warn("the doorbell at {} is lost, so nodes read every second", where());
        }
      }
      case RESUBSCRIBED -> {
        LOG.info("nodes ring at each other by {} again", where());
        rung.run();
      }
      case CLOSED -> {
        // The library gives up when it is refused twice.
        if (connection.getAndSet(null) != null && !closed()) {
          threads.execute(() -> connect(rung));
        }
      }
      default -> LOG.debug("NATS: {}", event);
    }
  }

  private String where() {
    return servers.where();
  }

  private void sleep() {
    try {
      boolean _ = closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  private void shut() {
    Connection open = connection.getAndSet(null);
    if (open != null) {
      try {
        open.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
    shut();
  }
}
