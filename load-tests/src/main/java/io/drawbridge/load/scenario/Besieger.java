package io.drawbridge.load.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * Strangers of one kind, from many loopback addresses: either each opens a socket, sends something
 * that has no end, and is silent, or each asks for something dear and asks again. Ends when closed.
 */
final class Besieger implements AutoCloseable {
  private static final int CONNECT_MS_MAX = 2_000;
  private static final int ANSWER_MS_MAX = 5_000;

  /**
   * The pace of the strangers, bounded so that they do not starve the machine; nothing is waited
   * for.
   */
  private static final int PAUSE_MS = 5;

  private final InetSocketAddress server;
  private final int addresses;
  private final Thread thread;
  private final AtomicLong opened = new AtomicLong();
  private final AtomicLong closed = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private volatile boolean over;

  private Besieger(InetSocketAddress server, int addresses, String name, Work work) {
    this.server = server;
    this.addresses = addresses;
    this.thread = Thread.ofPlatform().daemon(true).name(name).start(() -> work.of(this));
  }

  private interface Work {
    void of(Besieger besieger);
  }

  /**
   * Keeps this many sockets open, each of which has sent these bytes; the oldest give way to new.
   */
  static Besieger silent(
      InetSocketAddress server, int addresses, String name, int sockets, byte[]... sent) {
    return new Besieger(server, addresses, name, it -> it.hold(sockets, sent));
  }

  /** Sends one request after the other, each over a socket of its own, and reads each answer. */
  static Besieger asking(
      InetSocketAddress server, int addresses, String name, IntFunction<byte[]> request) {
    return new Besieger(server, addresses, name, it -> it.ask(request));
  }

  /** Sockets opened until now. */
  long opened() {
    return opened.get();
  }

  /** Of the sockets that gave way, those that the server had closed already; or refused to open. */
  long closed() {
    return closed.get();
  }

  /** Answers read. */
  long answered() {
    return answered.get();
  }

  private void hold(int sockets, byte[]... sent) {
    ArrayDeque<SocketChannel> held = new ArrayDeque<>();
    try {
      for (int i = 0; !over; i++) {
        if (held.size() >= sockets) {
          giveWay(held.remove());
          Thread.sleep(PAUSE_MS);
        }
        try {
          held.add(open(i, sent[i % sent.length]));
        } catch (IOException refused) {
          closed.incrementAndGet();
          Thread.sleep(PAUSE_MS);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      held.forEach(Besieger::close);
    }
  }

  private SocketChannel open(int number, byte[] sent) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.bind(new InetSocketAddress(address(number), 0));
      channel.socket().connect(server, CONNECT_MS_MAX);
      channel.configureBlocking(false);
      opened.incrementAndGet();
      channel.write(ByteBuffer.wrap(sent));
      return channel;
    } catch (IOException failed) {
      channel.close();
      throw failed;
    }
  }

  /**
   * Gives the socket up; all that the server has said is read first, to see whether an end follows.
   */
  private void giveWay(SocketChannel channel) {
    try {
      ByteBuffer answer = ByteBuffer.allocate(8 * 1024);
      int read = channel.read(answer);
      while (read > 0) {
        answer.clear();
        read = channel.read(answer);
      }
      if (read < 0) {
        closed.incrementAndGet();
      }
    } catch (IOException reset) {
      closed.incrementAndGet();
    } finally {
      close(channel);
    }
  }

  private void ask(IntFunction<byte[]> request) {
    for (int i = 0; !over; i++) {
      try (Socket socket = new Socket()) {
        socket.bind(new InetSocketAddress(address(i), 0));
        socket.connect(server, CONNECT_MS_MAX);
        socket.setSoTimeout(ANSWER_MS_MAX);
        opened.incrementAndGet();
        socket.getOutputStream().write(request.apply(i));
        InputStream in = socket.getInputStream();
        if (in.read() >= 0) {
          answered.incrementAndGet();
        } else {
          closed.incrementAndGet();
        }
      } catch (IOException refused) {
        closed.incrementAndGet();
      }
    }
  }

  /** 127.1.0.0 and up, none of which is the person's. */
  private InetAddress address(int number) throws IOException {
    int of = number % addresses;
    return InetAddress.getByAddress(new byte[] {127, 1, (byte) (of / 250), (byte) (1 + of % 250)});
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException gone) {
      // then it is closed
    }
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    over = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
