package io.drawbridge.client;

import java.util.concurrent.CompletableFuture;

/** Opens sockets to one server. */
interface Transport {

  /** Opens a socket; fails if that does not work in time. Nothing is read before {@code read}. */
  CompletableFuture<Socket> open(Listener listener);

  /** Frees what belongs to this client alone. */
  void close();

  /** An open socket. All methods: any thread, no blocking. */
  interface Socket {

    /** Sends one text frame after those given before. */
    void send(String text);

    /** Sends a ping. */
    void ping();

    /** Lets this many more frames arrive. */
    void read(int frames);

    /** Says goodbye and closes. */
    void close();

    /** Closes without a word. */
    void abort();
  }

  /**
   * The receiver of what a socket brings: {@code text} in arrival order, at last {@code ended}
   * once.
   */
  interface Listener {

    void text(String frame);

    /** Something arrived that is no frame of its own: the server is alive. */
    void alive();

    void ended(StopCause cause);
  }
}
