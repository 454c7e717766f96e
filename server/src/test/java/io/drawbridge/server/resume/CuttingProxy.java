package io.drawbridge.server.resume;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/** Stands before a server and cuts each connection after a number of bytes to the client. */
final class CuttingProxy implements AutoCloseable {
  private final URI server;
  private final LongSupplier budgets;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  CuttingProxy(URI server, LongSupplier budgets) {
    this.server = server;
    this.budgets = budgets;
    try {
      this.listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        // Resets it: the JDK's WebSocket misses another end that comes while it handles a frame.
        client.setSoLinger(true, 0);
        Socket upstream = new Socket(server.getHost(), server.getPort());
        threads.execute(() -> pump(client, upstream, Long.MAX_VALUE));
        threads.execute(() -> pump(upstream, client, budgets.getAsLong()));
      }
    } catch (IOException closed) {
      threads.shutdown();
    }
  }

  private static void pump(Socket from, Socket to, long budget) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[4096];
      long left = budget;
      for (int read = in.read(buffer); read > 0 && left > 0; read = in.read(buffer)) {
        out.write(buffer, 0, (int) Math.min(read, left));
        left -= read;
      }
    } catch (IOException cut) {
      // the other side is gone: so is this one
    }
  }

  @Override
  public void close() {
    stop();
  }

  /** Cuts everything now. */
  void stop() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
