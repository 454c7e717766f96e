package io.drawbridge.load.cluster;

import io.drawbridge.load.driver.RawSocket;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * A guest's WebSocket without a library, read by a thread of its own as fast as anything comes, so
 * that of each byte it is known when it was read. Thread-safe.
 */
final class Wire implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final long ASK_AGAIN_MS = 300;
  private static final int KIND = 0x0f;
  private static final int TEXT = 0x1;
  private static final int CLOSE = 0x8;
  private static final int LENGTH = 0x7f;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;
  private static final int MEASURED_MAX = 50;

  private final RawSocket socket;
  private final FrameCodec codec = new FrameCodec();
  private final ConversationId conversation;
  private final String name;
  private final LongConsumer posted;
  private final Thread reader;

  /** All below under this. */
  private List<Handed.Frame> frames = new ArrayList<>();

  private long read;
  private long commands;
  private long messages;
  private boolean refused;
  private boolean ended;

  private Wire(RawSocket socket, ConversationId conversation, LongConsumer posted) {
    this.socket = socket;
    this.conversation = conversation;
    this.name = "\"" + conversation + "\"";
    this.posted = posted;
    this.reader = Thread.ofPlatform().daemon().name("wire").unstarted(this::read);
  }

  /**
   * Connects.
   *
   * @param posted gets the position of each message of the conversation, in the order of arrival
   * @throws IOException if the server cannot be reached, or does not take it
   */
  static Wire to(URI server, String token, ConversationId conversation, LongConsumer posted)
      throws IOException {
    RawSocket socket = RawSocket.to(server, SILENCE);
    try {
      socket.upgrade(token);
      if (!socket.readUntil("\r\n\r\n").endsWith("\r\n\r\n")) {
        throw new IOException("no WebSocket");
      }
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    Wire wire = new Wire(socket, conversation, posted);
    wire.reader.start();
    return wire;
  }

  private void read() {
    try {
      boolean more = true;
      while (more) {
        more = frame();
      }
    } catch (IOException silent) {
      // as ended as any other
    }
    synchronized (this) {
      ended = true;
      notifyAll();
    }
  }

  private boolean frame() throws IOException {
    byte[] head = bytes(2);
    if (head.length < 2) {
      return false;
    }
    int length = head[1] & LENGTH;
    int more = length == TWO_BYTES ? 2 : length == EIGHT_BYTES ? 8 : 0;
    byte[] longer = bytes(more);
    if (more > 0) {
      length = 0;
      for (byte one : longer) {
        length = (length << 8) | (one & 0xff);
      }
    }
    byte[] payload = bytes(length);
    long now = System.nanoTime();
    if ((head[0] & KIND) == TEXT) {
      text(new String(payload, StandardCharsets.UTF_8), 2L + more + payload.length, now);
    }
    return payload.length == length && (head[0] & KIND) != CLOSE;
  }

  private byte[] bytes(int count) throws IOException {
    byte[] some = count == 0 ? new byte[0] : socket.read(count);
    synchronized (this) {
      read += some.length;
    }
    return some;
  }

  private synchronized void text(String text, long bytes, long now) {
    if (text.startsWith("{\"type\":\"error\"")) {
      refused = true;
      notifyAll();
    }
    // That it ended is what somebody who was removed is told.
    if (!text.contains(name) || text.startsWith("{\"type\":\"access.ended\"")) {
      return;
    }
    frames.add(new Handed.Frame(read - bytes, read, now));
    if (text.startsWith("{\"type\":\"message.posted\"")
        && codec.decodeServerFrame(text) instanceof LogEvent.MessagePosted message) {
      posted.accept(message.pos());
      messages++;
      notifyAll();
    }
  }

  /** Opens the conversation, again if that is refused; true if a message of it came in time. */
  synchronized boolean hears(Duration wait) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    long before = messages;
    opens();
    long sent = System.nanoTime();
    while (!ended && messages == before && System.nanoTime() < deadline) {
      wait(ASK_AGAIN_MS);
      if (refused && System.nanoTime() - sent > TimeUnit.MILLISECONDS.toNanos(ASK_AGAIN_MS)) {
        opens();
        sent = System.nanoTime();
      }
    }
    return messages > before;
  }

  /** Asks for the conversation to be open. */
  synchronized void opens() throws IOException {
    refused = false;
    send(new InterestCommand.Open(conversation, Optional.empty()));
  }

  private void send(Command<?> command) throws IOException {
    socket.frame(codec.encode(new ClientFrame(++commands, command)));
  }

  synchronized boolean ended() {
    return ended;
  }

  /** Forgets the frames that have come, and returns them. */
  synchronized List<Handed.Frame> taken() {
    List<Handed.Frame> taken = frames;
    frames = new ArrayList<>();
    return taken;
  }

  /** What was handed over by now, for a receipt that was read at that moment. */
  Handed.Receipt receipt(long nanos) throws IOException {
    Handed.Receipt known = measured(nanos);
    for (int i = 0; i < MEASURED_MAX; i++) {
      Handed.Receipt again = measured(nanos);
      // What is read between the two looks of one measurement is counted twice.
      if (again.arrived() == known.arrived()) {
        break;
      }
      known = again;
    }
    return known;
  }

  private Handed.Receipt measured(long nanos) throws IOException {
    RawSocket.Handed way = socket.handed();
    synchronized (this) {
      return new Handed.Receipt(nanos, way.arrived() + read, way.sending());
    }
  }

  /** Ends it, and waits until nothing is taken from it any more. */
  @Override
  public void close() throws IOException {
    socket.close();
    try {
      reader.join(SILENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
