package io.drawbridge.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a server that breaks each connection once it has let so many bytes through. */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket door;
  private final URI server;
  private final int bytesMax;
  private final AtomicInteger cuts = new AtomicInteger();

  CuttingProxy(URI server, int bytesMax) {
    this.server = server;
    this.bytesMax = bytesMax;
    try {
      this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  int cuts() {
    return cuts.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        Socket behind = new Socket(server.getHost(), server.getPort());
        Thread.ofVirtual().start(() -> pass(client, behind));
        Thread.ofVirtual().start(() -> pass(behind, client));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] some = new byte[16 * 1024];
    int passed = 0;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(some); read >= 0; read = in.read(some)) {
        out.write(some, 0, read);
        passed += read;
        if (passed > bytesMax) {
          cuts.incrementAndGet();
          return;
        }
      }
    } catch (IOException cut) {
      // By the other direction, or by either side.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
