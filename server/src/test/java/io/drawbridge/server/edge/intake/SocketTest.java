package io.drawbridge.server.edge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.edge.loop.EventLoops;
import io.drawbridge.server.edge.loop.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A socket's writes, where frames may go past the channel (epoll) and where they do not (nio). */
final class SocketTest {
  private static final int FRAME_BYTES = 200;

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "NIO"})
  void bytesStayInOrderWhateverTheKernelTakes(Transport transport) throws Exception {
    try (Listening listening = new Listening(transport);
        Pair pair = listening.connect()) {
      int stuck = 0;
      do {
        stuck = pair.send(stuck, 10);
      } while (!pair.onLoop(pair.socket::hasUnflushed));
      // The reader makes room while the loop is busy: the kernel takes bytes again, and the
      // channel,
      // which has older ones, does not know it yet.
      int first = stuck;
      CountDownLatch busy = new CountDownLatch(1);
      CountDownLatch room = new CountDownLatch(1);
      Future<Integer> sending =
          pair.channel
              .eventLoop()
              .submit(() -> {
                busy.countDown();
                assertThat(room.await(10, TimeUnit.SECONDS)).isTrue();
                return pair.write(first, 10);
              });
      assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
      pair.expect(0, first / 2);
      room.countDown();
      int sent = sending.get(10, TimeUnit.SECONDS);
      pair.expect(first / 2, sent);
      Awaitility.await().until(() -> pair.onLoop(() -> !pair.socket.hasUnflushed()));
      // And the way past the channel is open again.
      int last = pair.send(sent, 10);
      pair.expect(sent, last);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "NIO"})
  void closedSocketWritesToNobodyElse(Transport transport) throws Exception {
    try (Listening listening = new Listening(transport)) {
      Pair gone = listening.connect();
      assertThat(gone.onLoop(gone.socket::hasUnflushed)).isFalse();
      Object number = gone.number();
      java.net.Socket waiting = listening.client();
      gone.channel.close().sync();
      try (gone;
          Pair other = listening.connect(waiting)) {
        assertThat(other.number()).as("the number is used again").isEqualTo(number);
        gone.send(1_000, 1);
        other.send(0, 1);
        other.expect(0, 1);
        assertThat(other.client.getInputStream().available()).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "NIO"})
  void peerThatResetsIsLeftQuietly(Transport transport) throws Exception {
    try (Listening listening = new Listening(transport)) {
      Pair pair = listening.connect();
      pair.client.setSoLinger(true, 0);
      pair.client.close();
      Awaitility.await()
          .until(() -> {
            pair.send(0, 1);
            return !pair.channel.isActive();
          });
    }
  }

  /** A listener with one event loop. */
  private static final class Listening implements AutoCloseable {
    private final EventLoops loops;
    private final Channel listener;
    private final BlockingQueue<Channel> accepted = new ArrayBlockingQueue<>(100);

    Listening(Transport transport) throws InterruptedException {
      loops = EventLoops.start(transport, 1);
      listener =
          new ServerBootstrap()
              .group(loops.group())
              .channel(loops.serverChannel())
              .childOption(ChannelOption.SO_SNDBUF, 8_192)
              .childHandler(
                  new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                      channel.pipeline().addLast(new Quiet());
                      accepted.add(channel);
                    }
                  })
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .sync()
              .channel();
    }

    /** A client that has its number, but is not connected. */
    java.net.Socket client() throws IOException {
      java.net.Socket client = new java.net.Socket();
      client.setReceiveBufferSize(8_192);
      return client;
    }

    Pair connect() throws Exception {
      return connect(client());
    }

    Pair connect(java.net.Socket client) throws Exception {
      client.connect(listener.localAddress());
      Channel channel = accepted.poll(10, TimeUnit.SECONDS);
      Awaitility.await().until(channel::isActive);
      return new Pair(channel, client);
    }

    @Override
    public void close() {
      listener.close().syncUninterruptibly();
      loops.close();
    }
  }

  private static final class Quiet extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // A reset is what the tests are about.
    }
  }

  /** Both ends of one connection. Frames are numbers, one after the other. */
  private static final class Pair implements AutoCloseable {
    final Channel channel;
    final java.net.Socket client;
    final Socket socket;

    Pair(Channel channel, java.net.Socket client) {
      this.channel = channel;
      this.client = client;
      this.socket = new Socket(channel);
    }

    /** Writes numbers from {@code first} on; returns the one that comes next. */
    int send(int first, int count) throws Exception {
      return onLoop(() -> write(first, count));
    }

    /** The same, on the loop. */
    int write(int first, int count) {
      for (int number = first; number < first + count; number++) {
        ByteBuf frame = channel.alloc().directBuffer(FRAME_BYTES).writeInt(number);
        frame.writeZero(FRAME_BYTES - Integer.BYTES);
        socket.writeFrames(frame);
        frame.release();
      }
      return first + count;
    }

    void expect(int first, int end) throws IOException {
      client.setSoTimeout(10_000);
      DataInputStream in = new DataInputStream(client.getInputStream());
      for (int number = first; number < end; number++) {
        assertThat(in.readInt()).isEqualTo(number);
        in.skipNBytes(FRAME_BYTES - Integer.BYTES);
      }
    }

    <T> T onLoop(Callable<T> task) throws Exception {
      return channel.eventLoop().submit(task).get(10, TimeUnit.SECONDS);
    }

    /** The system's name of the socket, where that can be asked. */
    Object number() {
      return channel instanceof EpollSocketChannel epoll ? epoll.fd().intValue() : 0;
    }

    @Override
    public void close() throws IOException {
      client.close();
      channel.close().syncUninterruptibly();
    }
  }
}
