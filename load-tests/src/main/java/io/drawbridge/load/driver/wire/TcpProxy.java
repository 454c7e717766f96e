package io.drawbridge.load.driver.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * A wire between somebody and a port of this machine, at which faults can be made: it can be cut,
 * it can swallow what is on it until it is mended, and it can be slow. Thread-safe.
 */
public final class TcpProxy implements Closeable {
  private static final int WAITING_MAX = 256;
  private static final int PIECE_BYTES = 64 << 10;

  private final ServerSocket listening;
  private final IntSupplier to;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private State state = State.THROUGH;
  private Duration delay = Duration.ZERO;

  /** The state of the wire. */
  public enum State {
    /** What comes goes on. */
    THROUGH,
    /** Connections end with a reset, and so does each new one at once. */
    CUT,
    /** Connections stay, and are taken, and nothing goes on; later it does, and nothing is lost. */
    SILENT
  }

  private TcpProxy(ServerSocket listening, IntSupplier to) {
    this.listening = listening;
    this.to = to;
  }

  /**
   * Opens one on a free port of the loopback.
   *
   * @param to is asked at each new connection for the port to which it leads
   */
  public static TcpProxy open(IntSupplier to) throws IOException {
    TcpProxy proxy =
        new TcpProxy(new ServerSocket(0, WAITING_MAX, InetAddress.getLoopbackAddress()), to);
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** Puts the wire into a state. */
  public void set(State next) {
    lock.lock();
    try {
      state = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (next == State.CUT) {
      sockets.forEach(TcpProxy::reset);
    }
  }

  /** Has each piece come later by that much, in both directions. */
  public void slow(Duration by) {
    lock.lock();
    try {
      delay = by;
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket near = listening.accept();
        sockets.add(near);
        Thread.ofVirtual().start(() -> join(near));
      }
    } catch (IOException closed) {
      sockets.forEach(TcpProxy::reset);
    }
  }

  private void join(Socket near) {
    if (!passes()) {
      drop(near);
      return;
    }
    Socket far = new Socket();
    sockets.add(far);
    try {
      far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to.getAsInt()));
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> pump(near, far));
      pump(far, near);
    } catch (IOException nobodyThere) {
      drop(near);
      drop(far);
    }
  }

  private void pump(Socket from, Socket into) {
    byte[] buffer = new byte[PIECE_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = into.getOutputStream();
      for (int count = in.read(buffer); count >= 0 && passes(); count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
    } catch (IOException ended) {
      // the other one is told below
    }
    drop(from);
    drop(into);
  }

  /** Waits as long as the wire is silent or slow; false if it is cut. */
  private boolean passes() {
    lock.lock();
    try {
      while (state == State.SILENT) {
        changed.await();
      }
      long left = delay.toNanos();
      while (left > 0 && state == State.THROUGH) {
        left = changed.awaitNanos(left);
      }
      return state != State.CUT;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void drop(Socket socket) {
    sockets.remove(socket);
    reset(socket);
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException gone) {
      // it is what was wanted
    }
  }

  /** Ends it with all that goes through it. */
  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    set(State.CUT);
  }
}
