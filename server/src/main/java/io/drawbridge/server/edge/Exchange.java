package io.drawbridge.server.edge;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.server.dispatch.Outcome;
import io.drawbridge.server.edge.intake.Admission;
import io.drawbridge.server.edge.intake.Socket;
import io.drawbridge.server.edge.loop.Loop;
import io.drawbridge.server.session.Connection;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.drawbridge.server.session.outbox.FrameSink;
import io.drawbridge.server.session.outbox.Outgoing;
import io.netty.channel.EventLoop;
import java.util.Optional;

/**
 * One HTTP request that is being answered, until the answer is with the kernel. To fences it is a
 * connection like any other, for as long as it lasts.
 */
abstract class Exchange implements Connection, FrameSink {
  final EdgeParts parts;
  final HttpDoor door;
  final Socket socket;
  private final Loop loop;
  private Optional<Admission.AdmittedRequest> admitted = Optional.empty();
  private volatile boolean over;

  Exchange(EdgeParts parts, HttpDoor door, Loop loop, Socket socket) {
    this.parts = parts;
    this.door = door;
    this.loop = loop;
    this.socket = socket;
  }

  /** Notes whose request it is; false if nobody waits for the answer any more. On the loop. */
  final boolean admit(Admission.AdmittedRequest entry) {
    if (over) {
      parts.threads().execute(entry::leave);
      return false;
    }
    admitted = Optional.of(entry);
    door.proved();
    return true;
  }

  final Optional<Admission.AdmittedRequest> admitted() {
    return admitted;
  }

  /** Lets the outcome pass the gate. On the loop. */
  static void judge(Admission.AdmittedRequest entry, Outcome outcome) {
    switch (outcome) {
      case Outcome.Answered told ->
          entry.outlet().offerAnswer(new Outgoing.Reply(0, told.answer()));
      case Outcome.Failed failed ->
          entry.outlet().offerAnswer(new Outgoing.Refusal(failed.error()));
    }
  }

  /** Does the work for the token's bearer. On a virtual thread. */
  abstract void run(String token);

  /** Returns whether bytes of the client's are waited for, with a time within which they come. */
  boolean listens() {
    return false;
  }

  /** Gives back what it holds. On the loop; called once. */
  void ended() {
    // most hold nothing
  }

  /** Ends it: the answer is with the kernel, or the socket is gone. On the loop. */
  final void end() {
    boolean first = !over;
    over = true;
    if (first) {
      ended();
    }
    admitted.ifPresent(entry -> parts.threads().execute(entry::leave));
    admitted = Optional.empty();
  }

  /** Returns whether somebody waits for the answer still. Any thread. */
  final boolean waits() {
    return !over;
  }

  final EventLoop events() {
    return loop.events();
  }

  @Override
  public void close(CloseCode code, String reason) {
    execute(() ->
        error(
            new ErrorFrame(
                Optional.empty(),
                ErrorCode.UNAUTHENTICATED,
                "the session has ended",
                Optional.empty())));
  }

  @Override
  public final void reset(CloseCode code) {
    socket.reset();
  }

  @Override
  public final void execute(Runnable task) {
    loop.events().execute(task);
  }

  @Override
  public final boolean inLoop() {
    return loop.events().inEventLoop();
  }

  @Override
  public final int loop() {
    return loop.index();
  }

  @Override
  public final void wake() {
    execute(() -> admitted.ifPresent(entry -> entry.outlet().drain(this)));
  }

  @Override
  public final boolean hasUnflushed() {
    return socket.hasUnflushed();
  }

  /** Refuses shared frames, which are for WebSockets. */
  @Override
  public final void frame(EncodedFrame frame) {
    throw new IllegalStateException("a shared frame over HTTP");
  }
}
