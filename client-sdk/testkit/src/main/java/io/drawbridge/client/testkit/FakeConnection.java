package io.drawbridge.client.testkit;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.frame.ServerFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends on one WebSocket of a {@link FakeChatServer}, and breaks it. Thread-safe. */
public final class FakeConnection {

  private final int number;
  private final Socket socket;
  private final FrameCodec codec;
  private long bytesUntilDrop = Long.MAX_VALUE;
  private boolean over;

  FakeConnection(int number, Socket socket, FrameCodec codec) {
    this.number = number;
    this.socket = socket;
    this.codec = codec;
  }

  /** Counts the server's WebSockets from 1. */
  public int number() {
    return number;
  }

  /** Tells whether nothing more can be sent. */
  public synchronized boolean over() {
    return over;
  }

  /**
   * Sends frames, with nothing between them; what a connection that is over is given is lost, as on
   * a network.
   */
  public void send(ServerFrame... frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ServerFrame frame : frames) {
      all.writeBytes(WebSocketBytes.frame(WebSocketBytes.TEXT, codec.encode(frame)));
    }
    bytes(all.toByteArray());
  }

  /** Sends any text as a frame. */
  public void sendText(String text) {
    bytes(WebSocketBytes.frame(WebSocketBytes.TEXT, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Sends a binary frame. */
  public void sendBinary(byte[] payload) {
    bytes(WebSocketBytes.frame(WebSocketBytes.BINARY, payload));
  }

  /** Sends a close frame, and hangs up. */
  public void close(CloseCode code) {
    close(code.number(), code.meaning());
  }

  /** Sends a close frame with any number, and hangs up. */
  public void close(int number, String reason) {
    bytes(WebSocketBytes.closing(number, reason));
    hangUp();
  }

  /** Closes the socket without a word: a process that was killed. */
  public void hangUp() {
    synchronized (this) {
      over = true;
    }
    try {
      socket.close();
    } catch (IOException closedAlready) {
      // It is closed, which is what was asked for.
    }
  }

  /** Resets the socket without a word. */
  public void drop() {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException closedAlready) {
      // It cannot be reset any more, and need not be.
    }
    hangUp();
  }

  /** Resets the socket in the middle of what is sent, after this many bytes from now. */
  public synchronized void dropAfterBytes(long bytes) {
    bytesUntilDrop = bytes;
  }

  void bytes(byte[] all) {
    boolean drop;
    synchronized (this) {
      if (over) {
        return;
      }
      int length = (int) Math.min(all.length, bytesUntilDrop);
      drop = length < all.length;
      bytesUntilDrop -= length;
      try {
        OutputStream out = socket.getOutputStream();
        out.write(all, 0, length);
        out.flush();
      } catch (IOException gone) {
        over = true;
      }
    }
    if (drop) {
      drop();
    }
  }
}
