package io.drawbridge.client;

import io.drawbridge.client.background.Timers;
import io.drawbridge.client.stream.FrameListener;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.frame.ServerFrame;
import java.util.Optional;
import java.util.concurrent.Executor;

/** One connection of a client: hears its socket on the socket's thread, tells the mailbox. */
final class Connection implements Transport.Listener {

  /** The events of a connection that the engine hears, in its mailbox. */
  interface Owner {
    void frame(Connection connection, ServerFrame frame);

    void ended(Connection connection, StopCause cause);
  }

  private final int number;
  private final Timers timers;
  private final Executor mailbox;
  private final FrameListener frames;
  private final Owner owner;
  private volatile long heardNanos;
  private volatile Optional<Transport.Socket> socket = Optional.empty();

  Connection(int number, Timers timers, Executor mailbox, FrameListener frames, Owner owner) {
    this.number = number;
    this.timers = timers;
    this.mailbox = mailbox;
    this.frames = frames;
    this.owner = owner;
    this.heardNanos = timers.nanos();
  }

  /** Counts the client's connections from 1. */
  int number() {
    return number;
  }

  /** The time when the server was heard last. */
  long heardNanos() {
    return heardNanos;
  }

  Optional<Transport.Socket> socket() {
    return socket;
  }

  void opened(Transport.Socket open) {
    heardNanos = timers.nanos();
    socket = Optional.of(open);
  }

  @Override
  public void text(String text) {
    long nanoTime = System.nanoTime();
    heardNanos = timers.nanos();
    ServerFrame frame;
    try {
      frame = Settings.CODEC.decodeServerFrame(text);
    } catch (ProtocolException bad) {
      socket.ifPresent(Transport.Socket::abort);
      ended(new StopCause.Lost("a frame that cannot be read: " + bad.getMessage()));
      return;
    }
    frames.onFrame(number, nanoTime, frame);
    mailbox.execute(() -> owner.frame(this, frame));
  }

  @Override
  public void alive() {
    heardNanos = timers.nanos();
  }

  @Override
  public void ended(StopCause cause) {
    mailbox.execute(() -> owner.ended(this, cause));
  }
}
