package io.drawbridge.server.dispatch;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.Mutation;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.server.background.SerialExecutor;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.ratelimit.Bucket;
import io.drawbridge.server.session.Asking;
import io.drawbridge.server.session.LiveSession;
import io.drawbridge.server.session.outbox.MemoryBudget;
import io.drawbridge.server.session.outbox.Outgoing;
import java.time.Duration;
import java.util.Optional;

/**
 * The commands of one WebSocket. Mutations and what touches the session start in the order they
 * came; reads run beside them. On the connection's loop only.
 */
public final class CommandStream {
  private static final Duration BUSY_RETRY = Duration.ofMillis(100);

  /** The thread and the objects of a command under way, beside what its frame holds. */
  private static final int COMMAND_BYTES = 8 * 1024;

  private final Dispatcher dispatcher;
  private final LiveSession session;
  private final ClientAddress address;
  private final MemoryBudget memory;
  private final SerialExecutor ordered;
  private final Bucket badFrames;
  private final Bucket refused;
  private Optional<Runnable> finished = Optional.empty();
  private int underWay;
  private int endings;
  private long held;

  CommandStream(
      Dispatcher dispatcher, LiveSession session, ClientAddress address, MemoryBudget memory) {
    this.dispatcher = dispatcher;
    this.session = session;
    this.address = address;
    this.memory = memory;
    this.ordered = new SerialExecutor(dispatcher.threads());
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
      admit(frame, bytesOf(message.length));
    } catch (Failure failure) {
      fail(Optional.of(frame.id()), frame.command().type(), failure);
      closeIfEmpty(refused);
    }
  }

  /**
   * Refuses what comes from now on, and runs the task when what is under way was answered. The
   * first task counts.
   */
  public void finish(Runnable answered) {
    if (finished.isEmpty()) {
      finished = Optional.of(answered);
      if (underWay == 0) {
        answered.run();
      }
    }
  }

  /**
   * Returns whether a command is under way that may end this very session, and waits for its
   * answer.
   */
  public boolean isEnding() {
    return endings > 0;
  }

  /**
   * The bytes that a command of this size holds until it is answered: the frame, and what it
   * became.
   */
  public static long bytesOf(int messageBytes) {
    return COMMAND_BYTES + 2L * messageBytes;
  }

  private void admit(ClientFrame frame, long bytes) {
    if (finished.isPresent()) {
      throw Failure.of(ErrorCode.UNAVAILABLE, "the connection is being closed");
    }
    // An answer that waits for a slow reader still counts, so that a connection cannot pile them
    // up.
    if (underWay + session.queuedReplies() >= Limits.IN_FLIGHT_PER_CONNECTION_MAX) {
      throw Failure.busy(
          "commands under way: %d (expected: at most %d)"
              .formatted(Limits.IN_FLIGHT_PER_CONNECTION_MAX, Limits.IN_FLIGHT_PER_CONNECTION_MAX),
          BUSY_RETRY);
    }
    dispatcher.checkRate(session.caller());
    if (!memory.take(bytes, held)) {
      throw Failure.busy("too much memory is held by commands under way", BUSY_RETRY);
    }
    held += bytes;
    underWay++;
    Command<?> command = frame.command();
    boolean ending = Dispatcher.mayEndSession(command);
    endings += ending ? 1 : 0;
    Runnable task =
        () ->
            Asking.run(
                () -> !session.isGone(),
                () ->
                    dispatcher.run(
                        Optional.of(frame.id()),
                        session,
                        address,
                        command,
                        outcome ->
                            session
                                .connection()
                                .execute(() -> settle(frame.id(), ending, bytes, outcome))));
    if (command instanceof Mutation || dispatcher.isSessionCommand(command)) {
      ordered.execute(task);
    } else {
      dispatcher.threads().execute(task);
    }
  }

  private void settle(long id, boolean ending, long bytes, Outcome outcome) {
    underWay--;
    held -= bytes;
    memory.give(bytes);
    endings -= ending ? 1 : 0;
    switch (outcome) {
      case Outcome.Answered answered -> {
        Outgoing.Reply reply = new Outgoing.Reply(id, answered.answer());
        if (ending) {
          session.offerLast(reply);
        } else {
          session.offerAnswer(reply);
        }
        answered.answer().queued();
      }
      case Outcome.Failed failed -> session.offerAnswer(new Outgoing.Refusal(failed.error()));
    }
    if (underWay == 0) {
      finished.ifPresent(Runnable::run);
    }
  }

  private void fail(Optional<Long> id, String command, RuntimeException thrown) {
    session.offerAnswer(new Outgoing.Refusal(dispatcher.error(id, command, thrown)));
  }

  private void closeIfEmpty(Bucket bucket) {
    if (bucket.take(System.nanoTime()) > 0) {
      CloseCode code = CloseCode.TOO_MANY_ERRORS;
      session.connection().close(code, code.meaning());
    }
  }
}
