package io.drawbridge.server.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A wire between a node and its database that can be held: what is on it waits, nothing is lost.
 */
final class CutWire implements AutoCloseable {
  private final ServerSocket listening;
  private final int to;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private boolean held;

  /** A wire to a port of this machine. */
  CutWire(int to) {
    try {
      this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.to = to;
    Thread.ofPlatform().daemon().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Holds all that is on it, or lets it go on. */
  void hold(boolean on) {
    lock.lock();
    try {
      held = on;
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket near = listening.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        sockets.add(near);
        sockets.add(far);
        Thread.ofPlatform().daemon().start(() -> pump(near, far));
        Thread.ofPlatform().daemon().start(() -> pump(far, near));
      }
    } catch (IOException closed) {
      close();
    }
  }

  private void pump(Socket from, Socket into) {
    byte[] buffer = new byte[16_384];
    try (from;
        into;
        InputStream in = from.getInputStream();
        OutputStream out = into.getOutputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        awaitFree();
        out.write(buffer, 0, n);
      }
    } catch (IOException | InterruptedException ended) {
      sockets.remove(from);
      sockets.remove(into);
    }
  }

  private void awaitFree() throws InterruptedException {
    lock.lock();
    try {
      while (held) {
        freed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    hold(false);
    try {
      listening.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
