package io.drawbridge.load.driver;

import io.drawbridge.load.driver.wire.TcpProxy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One of several servers on a database, with the wires by which it reaches the database and the
 * doorbell. Thread-safe.
 */
public final class ClusterNode implements AutoCloseable {
  private static final String HEAP = "512m";

  /** Longer than a lease: a node that is stopped is dead by then. */
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final int number;
  private final TcpProxy database;
  private final Optional<TcpProxy> doorbell;
  private final ServerProcess server;
  private final HttpDoor door;
  private final ReentrantLock starting = new ReentrantLock();
  private final AtomicInteger deaths = new AtomicInteger();
  private boolean wanted = true;
  private boolean killed;

  private ClusterNode(
      int number, TcpProxy database, Optional<TcpProxy> doorbell, ServerProcess server) {
    this.number = number;
    this.database = database;
    this.doorbell = doorbell;
    this.server = server;
    this.door = new HttpDoor(server.uri(), PATIENCE);
  }

  static ClusterNode start(
      int number, SharedDatabase database, Optional<NatsServer> nats, Map<String, String> settings)
      throws IOException {
    TcpProxy toDatabase = TcpProxy.open(database::port);
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(database.settings(toDatabase.port()));
    Optional<TcpProxy> toNats = Optional.empty();
    if (nats.isPresent()) {
      toNats = Optional.of(TcpProxy.open(nats.get()::port));
      all.put("NATS_URL", "nats://127.0.0.1:" + toNats.get().port());
    }
    ServerProcess server = ServerProcess.start(all, HEAP, database.keys());
    return new ClusterNode(number, toDatabase, toNats, server);
  }

  /** Its number, from 0. */
  public int number() {
    return number;
  }

  public URI uri() {
    return server.uri();
  }

  public ServerProcess server() {
    return server;
  }

  /** Commands to this node. */
  public HttpDoor door() {
    return door;
  }

  /** The wire to the database. */
  public TcpProxy database() {
    return database;
  }

  /** The wire to NATS, if that is the doorbell. */
  public Optional<TcpProxy> doorbell() {
    return doorbell;
  }

  /** Times that it was found dead without having been killed by {@link #kill}. */
  public int deaths() {
    return deaths.get();
  }

  /** Kills it without warning (SIGKILL); it stays away until it is started. */
  public void kill() throws InterruptedException {
    starting.lock();
    try {
      wanted = false;
      server.kill();
    } finally {
      starting.unlock();
    }
  }

  /** Has it be started after a kill. */
  public void start() {
    starting.lock();
    try {
      wanted = true;
      killed = true;
    } finally {
      starting.unlock();
    }
  }

  /** Starts it if it is not there, as a service manager does; false if that did not work yet. */
  boolean revive() {
    starting.lock();
    try {
      if (!wanted || server.lives()) {
        return true;
      }
      if (!killed) {
        deaths.incrementAndGet();
      }
      killed = false;
      server.restart();
      return true;
    } catch (IOException notYet) {
      return false;
    } finally {
      starting.unlock();
    }
  }

  @Override
  public void close() {
    database.set(TcpProxy.State.THROUGH);
    server.close();
    door.close();
    database.close();
    doorbell.ifPresent(TcpProxy::close);
  }
}
