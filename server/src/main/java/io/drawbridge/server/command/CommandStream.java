package io.drawbridge.server.command;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.protocol.frame.Command;
import io.drawbridge.protocol.frame.Mutation;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.ratelimit.Bucket;
import io.drawbridge.server.session.ClientAddress;
import io.drawbridge.server.session.LiveSession;
import io.drawbridge.server.session.Outgoing;
import java.time.Duration;
import java.util.Optional;

/**
 * The commands of one WebSocket. Mutations and what touches the session start in the order they
 * came; reads run beside them. On the connection's loop only.
 */
public final class CommandStream {
  private static final Duration BUSY_RETRY = Duration.ofMillis(100);

  private final Dispatcher dispatcher;
  private final LiveSession session;
  private final ClientAddress address;
  private final Mailbox ordered;
  private final Bucket badFrames;
  private final Bucket refused;
  private int underWay;

  CommandStream(Dispatcher dispatcher, LiveSession session, ClientAddress address) {
    this.dispatcher = dispatcher;
    this.session = session;
    this.address = address;
    this.ordered = new Mailbox(dispatcher.threads());
    long now = System.nanoTime();
    this.badFrames = new Bucket(dispatcher.rates().badFrames(), now);
    this.refused = new Bucket(dispatcher.rates().refused(), now);
  }

  /** Takes one text message of the client. */
  public void accept(byte[] message) {
    ClientFrame frame;
    try {
      frame = dispatcher.codec().decodeClientFrame(message);
    } catch (ProtocolException bad) {
      fail(Optional.empty(), "unreadable", bad);
      closeIfEmpty(badFrames);
      return;
    }
    try {
      admit(frame);
    } catch (Failure failure) {
      fail(Optional.of(frame.id()), frame.command().type(), failure);
      closeIfEmpty(refused);
    }
  }

  private void admit(ClientFrame frame) {
    // An answer that waits for a slow reader still counts, so that a connection cannot pile them
    // up.
    if (underWay + session.queuedReplies() >= Limits.IN_FLIGHT_PER_CONNECTION_MAX) {
      throw Failure.busy(
          "commands under way: %d (expected: at most %d)"
              .formatted(Limits.IN_FLIGHT_PER_CONNECTION_MAX, Limits.IN_FLIGHT_PER_CONNECTION_MAX),
          BUSY_RETRY);
    }
    dispatcher.checkRate(session.caller());
    underWay++;
    Command<?> command = frame.command();
    Runnable task =
        () ->
            dispatcher.run(
                Optional.of(frame.id()),
                session,
                address,
                command,
                outcome -> session.connection().execute(() -> settle(frame.id(), outcome)));
    if (command instanceof Mutation || dispatcher.isSessionCommand(command)) {
      ordered.add(task);
    } else {
      dispatcher.threads().execute(task);
    }
  }

  private void settle(long id, Outcome outcome) {
    underWay--;
    switch (outcome) {
      case Outcome.Answered answered -> {
        session.offer(new Outgoing.Reply(id, answered.answer()));
        answered.answer().queued();
      }
      case Outcome.Failed failed -> session.offer(new Outgoing.Error(failed.error()));
    }
  }

  private void fail(Optional<Long> id, String command, RuntimeException thrown) {
    session.offer(new Outgoing.Error(dispatcher.error(id, command, thrown)));
  }

  private void closeIfEmpty(Bucket bucket) {
    if (bucket.take(System.nanoTime()) > 0) {
      CloseCode code = CloseCode.TOO_MANY_ERRORS;
      session.connection().close(code, code.meaning());
    }
  }
}
