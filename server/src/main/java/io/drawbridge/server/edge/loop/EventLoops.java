package io.drawbridge.server.edge.loop;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Event loops. Those that all clients share are made before sessions and edge, and closed after
 * them.
 */
public final class EventLoops implements AutoCloseable {
  private static final int STOP_SECONDS_MAX = 5;
  private static final int TURN_SECONDS_MAX = 2;

  private final Transport transport;
  private final EventLoopGroup group;
  private final List<Loop> loops = new ArrayList<>();
  private final IdentityHashMap<EventExecutor, Loop> byExecutor = new IdentityHashMap<>();

  private EventLoops(Transport transport, int count) {
    this.transport = transport;
    this.group =
        new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("loop"), io(transport));
    for (EventExecutor executor : group) {
      Loop loop = new Loop(loops.size(), (EventLoop) executor);
      loops.add(loop);
      byExecutor.put(executor, loop);
    }
  }

  /**
   * Starts the loops.
   *
   * @param count how many; 0 means one for each processor
   * @throws IllegalArgumentException if the transport does not run on this machine
   */
  public static EventLoops start(Transport wanted, int count) {
    int loops = count == 0 ? Runtime.getRuntime().availableProcessors() : count;
    return new EventLoops(available(wanted), loops);
  }

  /** The transport in use; never {@code AUTO}. */
  public Transport transport() {
    return transport;
  }

  /** The loops by index, for {@code ConnectedSessions}. */
  public List<Executor> executors() {
    return loops.stream().<Executor>map(Loop::events).toList();
  }

  /** Names what is wrong, if a loop does not get to its tasks; it would hold up every removal. */
  public Optional<String> whyNotReady() {
    CountDownLatch ran = new CountDownLatch(loops.size());
    loops.forEach(loop -> loop.events().execute(ran::countDown));
    try {
      return ran.await(TURN_SECONDS_MAX, TimeUnit.SECONDS)
          ? Optional.empty()
          : Optional.of("%d of %d do not run".formatted(ran.getCount(), loops.size()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  @Override
  public void close() {
    loops.forEach(loop -> loop.events().execute(loop.buffer()::release));
    group.shutdownGracefully(0, STOP_SECONDS_MAX, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  public EventLoopGroup group() {
    return group;
  }

  public List<Loop> all() {
    return loops;
  }

  public Loop of(EventLoop eventLoop) {
    Loop loop = byExecutor.get(eventLoop);
    if (loop == null) {
      throw new IllegalArgumentException("not one of these loops");
    }
    return loop;
  }

  public Class<? extends ServerChannel> serverChannel() {
    return switch (transport) {
      case EPOLL -> EpollServerSocketChannel.class;
      case IO_URING -> IoUringServerSocketChannel.class;
      case AUTO, NIO -> NioServerSocketChannel.class;
    };
  }

  private static Transport available(Transport wanted) {
    return switch (wanted) {
      case AUTO -> Epoll.isAvailable() ? Transport.EPOLL : Transport.NIO;
      case NIO -> Transport.NIO;
      case EPOLL -> require(wanted, Epoll.isAvailable());
      case IO_URING -> require(wanted, IoUring.isAvailable());
    };
  }

  private static Transport require(Transport wanted, boolean available) {
    if (!available) {
      throw new IllegalArgumentException(
          "transport: %s (expected: one that this machine has; auto always works)"
              .formatted(wanted.name().toLowerCase(Locale.ROOT)));
    }
    return wanted;
  }

  private static IoHandlerFactory io(Transport transport) {
    return switch (transport) {
      case EPOLL -> EpollIoHandler.newFactory();
      case IO_URING -> IoUringIoHandler.newFactory();
      case AUTO, NIO -> NioIoHandler.newFactory();
    };
  }
}
