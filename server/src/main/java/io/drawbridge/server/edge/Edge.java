package io.drawbridge.server.edge;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.edge.http.OriginPolicy;
import io.drawbridge.server.edge.http.Responses;
import io.drawbridge.server.edge.http.WebPages;
import io.drawbridge.server.edge.intake.ClientAddresses;
import io.drawbridge.server.edge.intake.Memory;
import io.drawbridge.server.edge.intake.MemoryPlan;
import io.drawbridge.server.edge.intake.Places;
import io.drawbridge.server.edge.loop.EventLoops;
import io.drawbridge.server.edge.loop.Loop;
import io.drawbridge.server.edge.loop.Transport;
import io.drawbridge.server.file.FileTransfers;
import io.drawbridge.server.observe.MetricName;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.drawbridge.server.session.outbox.MemoryBudget;
import io.drawbridge.server.session.outbox.Outgoing;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the doors, and closes them gently: clients get a notice, are sent away one by one over the
 * drain time, and come back at times of their own.
 */
public final class Edge implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Edge.class);
  private static final int LOW_WATER_BYTES = 32 * 1024;
  private static final int HIGH_WATER_BYTES = 64 * 1024;

  /**
   * The number of connections accepted in one turn of the loop: a newcomer waits for all who came
   * before, most of them strangers.
   */
  private static final int ACCEPTED_AT_ONCE = 256;

  private static final int READ_BYTES_MIN = 512;
  private static final int READ_BYTES = 2 * 1024;

  /**
   * The share of all sockets that one address may have, as a divisor; {@link #BYTES_SHARE} is the
   * same for the memory of strangers.
   */
  private static final int SHARE = 4;

  private static final int BYTES_SHARE = 8;
  private static final Duration LAST_WORDS = Duration.ofMillis(500);
  private static final Duration GLANCE = Duration.ofMillis(10);

  private final EdgeParts parts;
  private final EventLoops loops;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CountDownLatch drained = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel clients;

  /** A loop of their own, so that health and metrics answer when the loops of the clients hang. */
  private final EventLoops managementLoop;

  private final Channel management;

  private Edge(EdgeParts parts, EventLoops loops, FileTransfers files) {
    this.parts = parts;
    this.loops = loops;
    EdgeConfig config = parts.config();
    Optional<SslContext> tls = config.tls().map(Tls::context);
    HttpShared shared =
        new HttpShared(
            new Responses(parts.codec(), tls.isPresent()),
            WebPages.load(parts.threads()),
            new OriginPolicy(config.publicUrl(), config.origins(), tls.isPresent()),
            new ClientAddresses(config.trustedProxies()),
            places(parts),
            new Faults(parts.metrics()),
            files,
            stopping,
            requests);
    parts.health().check("doors", this::whyNotReady);
    parts.health().check("event loops", loops::whyNotReady);
    parts
        .metrics()
        .gauge(MetricName.CONNECTIONS, parts.admission().sessions(), it -> it.all().size());
    this.clients =
        bind(loops, config.client(), new ClientPipeline(parts, shared, loops, tls, open));
    this.managementLoop = EventLoops.start(Transport.NIO, 1);
    try {
      this.management = bind(managementLoop, config.management(), new Management(parts, shared));
    } catch (RuntimeException taken) {
      clients.close().awaitUninterruptibly();
      managementLoop.close();
      throw taken;
    }
    for (Loop loop : loops.all()) {
      loop.events().scheduleAtFixedRate(() -> tick(loop), 1, 1, TimeUnit.SECONDS);
    }
  }

  /**
   * Opens both ports.
   *
   * @throws IllegalArgumentException with one clear line if an address, a certificate or a key
   *     cannot be used
   */
  public static Edge start(EdgeParts parts, EventLoops loops, FileTransfers files) {
    return new Edge(parts, loops, files);
  }

  /**
   * Reads certificate and key.
   *
   * @throws IllegalArgumentException with one clear line if they cannot be used
   */
  public static void check(EdgeConfig.TlsFiles files) {
    Tls.context(files);
  }

  /** The address where clients connect. */
  public InetSocketAddress clientAddress() {
    return (InetSocketAddress) clients.localAddress();
  }

  /** The address of health and metrics. */
  public InetSocketAddress managementAddress() {
    return (InetSocketAddress) management.localAddress();
  }

  /**
   * Says that it is not ready, takes no more connections after the notice, sends everybody away
   * over the drain time, each once their commands under way are answered, and returns when all are
   * gone and every HTTP request is answered, or that time is up. Blocks; called again, until then.
   */
  public void drain() {
    if (stopping.compareAndSet(false, true)) {
      try {
        sendAllAway(parts.config().drain());
      } finally {
        drained.countDown();
      }
      return;
    }
    try {
      drained.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendAllAway(EdgeConfig.Drain drain) {
    Set<Session> told = Collections.newSetFromMap(new IdentityHashMap<>());
    long noticed = System.nanoTime() + drain.notice().toNanos();
    while (System.nanoTime() - noticed < 0 && paused()) {
      // asked again
    }
    clients.close().awaitUninterruptibly();
    sendAway(told, drain.spread());
    Duration most =
        drain
            .spread()
            .plus(WebSocketConnection.LAST_ANSWERS)
            .plus(parts.config().bounds().closeTimeout());
    long by = System.nanoTime() + most.plus(LAST_WORDS).toNanos();
    while ((!parts.admission().sessions().all().isEmpty() || requests.get() > 0)
        && System.nanoTime() - by < 0
        && paused()) {
      // Those whose handshake was under way when the door closed.
      sendAway(told, Duration.ZERO);
    }
    log.atInfo().addKeyValue("sessions", told.size()).log("clients were sent away");
  }

  /** Sends those away who were not told yet, in an order of chance. */
  private void sendAway(Set<Session> told, Duration spread) {
    List<Session> sessions = new ArrayList<>(parts.admission().sessions().all());
    sessions.removeAll(told);
    Collections.shuffle(sessions, ThreadLocalRandom.current());
    for (int i = 0; i < sessions.size(); i++) {
      told.add(sessions.get(i));
      sendAway(sessions.get(i), spread.toMillis() * i / sessions.size());
    }
  }

  /** Closes what is still open. */
  @Override
  public void close() {
    drain();
    open.close().awaitUninterruptibly();
    management.close().awaitUninterruptibly();
    managementLoop.close();
  }

  private void sendAway(Session session, long afterMs) {
    long comeBackMs = parts.config().drain().comeBack().millis(ThreadLocalRandom.current());
    Event event = new Event.ServerDraining(comeBackMs);
    EncodedFrame frame = EncodedFrame.text(parts.codec().encode(event));
    CloseCode code = CloseCode.DRAINING;
    Runnable close = () -> session.connection().retire(code, code.meaning());
    Loop loop = loops.all().get(session.connection().loop());
    loop.events()
        .execute(() -> {
          session.offer(new Outgoing.Shared(frame, Tag.OWN, -1));
          // Asked for after the offer, so that the drain it woke runs before.
          loop.events().schedule(close, Math.max(1, afterMs), TimeUnit.MILLISECONDS);
        });
  }

  private static Places places(EdgeParts parts) {
    EdgeConfig.Bounds bounds = parts.config().bounds();
    Memory memory = parts.memory();
    long bytes = memory.plan().strangerBytes();
    Places places =
        new Places(
            new Places.Bounds(
                bounds.connectionsMax(),
                Math.clamp(bounds.connectionsMax() / SHARE, 1, bounds.strangersPerAddressMax()),
                bytes,
                bytes / BYTES_SHARE),
            memory,
            parts.metrics(),
            parts.security());
    Metrics metrics = parts.metrics();
    metrics.gauge(MetricName.SOCKETS, places, Places::sockets);
    metrics.gauge(MetricName.SOCKETS_UNPROVED, places, Places::strangers);
    metrics.gauge(MetricName.MEMORY_UNPROVED, places, Places::strangerBytes);
    metrics.gauge(MetricName.MEMORY_INPUT, memory.input(), MemoryBudget::held);
    metrics.gauge(MetricName.MEMORY_COMMANDS, memory.commands(), MemoryBudget::held);
    metrics.gauge(MetricName.MEMORY_OUTGOING, memory.outgoing(), MemoryBudget::held);
    return places;
  }

  private Channel bind(EventLoops on, EdgeConfig.Address address, ChannelHandler pipeline) {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(on.group())
            .channel(on.serverChannel())
            .option(ChannelOption.SO_BACKLOG, parts.config().bounds().backlog())
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(ACCEPTED_AT_ONCE))
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(
                    READ_BYTES_MIN, READ_BYTES, MemoryPlan.READ_BYTES_MAX))
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(LOW_WATER_BYTES, HIGH_WATER_BYTES))
            .childHandler(pipeline)
            .bind(address.host(), address.port())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IllegalArgumentException(
          "%s:%d: %s (expected: a free address of this machine)"
              .formatted(address.host(), address.port(), bound.cause().getMessage()));
    }
    return bound.channel();
  }

  private void tick(Loop loop) {
    try {
      loop.tick(System.nanoTime());
    } catch (RuntimeException bug) {
      // A tick that throws would be the loop's last.
      log.atError().setCause(bug).log("the tick of a loop failed");
    }
    parts.metrics().delivered(loop.takeFrames(), loop.takeBytes());
  }

  private Optional<String> whyNotReady() {
    return stopping.get() ? Optional.of("stopping") : Optional.empty();
  }

  /**
   * Waits a moment, since sessions and requests end in many places, none of which should report it
   * for the sake of the one drain of a process. False if there is no time for it.
   */
  private static boolean paused() {
    try {
      Thread.sleep(GLANCE);
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
