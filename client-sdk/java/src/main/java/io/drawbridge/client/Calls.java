package io.drawbridge.client;

import io.drawbridge.client.background.Timers;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.result.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * The calls that have no answer yet: those that wait to be sent, in the order of the calls, and
 * those in flight. Mailbox only.
 *
 * <p>A call that lost its connection, or that the server was too busy for, waits again at its old
 * place, so that sends keep their order over a reconnect.
 */
final class Calls {

  private static final Duration BUSY_WAIT = Duration.ofMillis(250);

  private final Settings settings;
  private final Timers timers;
  private final Executor mailbox;
  private final Observer observer;
  private final TreeMap<Long, PendingCall<?>> waiting = new TreeMap<>();
  private final Map<Long, PendingCall<?>> inFlight = new LinkedHashMap<>();
  private Optional<Transport.Socket> socket = Optional.empty();
  private Optional<StopCause> closed = Optional.empty();
  private boolean ready;
  private int window;
  private long lastId;
  private long lastSequence;
  private long pausedUntilNanos;
  private boolean paused;
  private long sweepAtNanos;
  private Optional<Timers.Timer> sweep = Optional.empty();

  /** Hears of answers before the futures do, in arrival order. */
  interface Observer {
    void answered(Command<?> command, Result result);

    void refused(Command<?> command, ErrorFrame error);
  }

  Calls(Settings settings, Timers timers, Executor mailbox, Observer observer) {
    this.settings = settings;
    this.timers = timers;
    this.mailbox = mailbox;
    this.observer = observer;
  }

  /** Calls that have no answer yet. */
  int pending() {
    return waiting.size() + inFlight.size();
  }

  /** A call of the application: it waits for a connection. */
  void add(PendingCall<?> call) {
    if (closed.isPresent()) {
      call.fail(new RequestFailed.Reason.Closed(closed.get()));
      return;
    }
    if (waiting.size() >= settings.waitingMax()) {
      call.fail(new RequestFailed.Reason.Overloaded(settings.waitingMax()));
      return;
    }
    call.sequence(++lastSequence);
    waiting.put(call.sequence(), call);
    watch(call);
    pump();
  }

  /** A call of the client itself, sent at once. */
  void addUrgent(PendingCall<?> call) {
    if (socket.isEmpty()) {
      call.failDisconnected();
      return;
    }
    call.sequence(++lastSequence);
    watch(call);
    transmit(call, socket.get());
  }

  /** Takes an open socket; only urgent calls are sent through it until the session has started. */
  void attach(Transport.Socket open) {
    socket = Optional.of(open);
    ready = false;
  }

  /** Sends the calls that waited, now that the session has started. */
  void ready(int inFlightMax) {
    ready = true;
    window = Math.max(1, Math.min(inFlightMax, settings.inFlightMax()));
    pump();
  }

  /** Lets go of a lost socket; calls without an answer wait to be sent again, or fail. */
  void detach() {
    socket = Optional.empty();
    ready = false;
    List<PendingCall<?>> lost = new ArrayList<>(inFlight.values());
    inFlight.clear();
    for (PendingCall<?> call : lost) {
      boolean again = call.mutation() ? settings.retries().mutations() : settings.retries().reads();
      if (again && !call.urgent()) {
        waiting.put(call.sequence(), call);
      } else {
        call.failDisconnected();
      }
    }
  }

  /** Fails all calls, because the client is closed for good. */
  void close(StopCause cause) {
    closed = Optional.of(cause);
    detach();
    List<PendingCall<?>> all = new ArrayList<>(waiting.values());
    waiting.clear();
    all.forEach(call -> call.fail(new RequestFailed.Reason.Closed(cause)));
    sweep.ifPresent(Timers.Timer::cancel);
  }

  void answered(Reply reply) {
    PendingCall<?> call = inFlight.remove(reply.id());
    if (call != null) {
      observer.answered(call.command(), reply.result());
      call.answer(reply.result());
      pump();
    }
  }

  void refused(long id, ErrorFrame error) {
    PendingCall<?> call = inFlight.remove(id);
    if (call == null) {
      return;
    }
    if (settings.retries().busy() && !call.urgent() && passes(error.code())) {
      waiting.put(call.sequence(), call);
      pause(error.retryAfterMs().map(Duration::ofMillis).orElse(BUSY_WAIT));
    } else {
      observer.refused(call.command(), error);
      call.fail(HttpCaller.refusal(error));
    }
    pump();
  }

  /**
   * Returns whether the same command may be answered a little later; what failed may fail again.
   */
  static boolean passes(ErrorCode code) {
    return code.retry() == ErrorCode.Retry.LATER && code != ErrorCode.INTERNAL;
  }

  private void pause(Duration wait) {
    long until = timers.nanos() + wait.toNanos();
    if (!paused || until - pausedUntilNanos > 0) {
      pausedUntilNanos = until;
    }
    if (!paused) {
      paused = true;
      timers.after(wait, () -> mailbox.execute(this::unpause));
    }
  }

  private void unpause() {
    long left = pausedUntilNanos - timers.nanos();
    if (left > 0) {
      timers.after(Duration.ofNanos(left), () -> mailbox.execute(this::unpause));
    } else {
      paused = false;
      pump();
    }
  }

  private void pump() {
    while (ready
        && !paused
        && socket.isPresent()
        && inFlight.size() < window
        && !waiting.isEmpty()) {
      PendingCall<?> call = waiting.pollFirstEntry().getValue();
      // A cancelled call that was never sent need not be.
      if (!call.future().isDone()) {
        transmit(call, socket.get());
      }
    }
  }

  private <R extends Result> void transmit(PendingCall<R> call, Transport.Socket open) {
    long id = ++lastId;
    byte[] frame = Settings.CODEC.encode(new ClientFrame(id, call.command()));
    if (frame.length > Limits.FRAME_BYTES_MAX) {
      call.fail(
          new RequestFailed.Reason.Refused(
              ErrorCode.TOO_LARGE,
              "a frame of %d bytes (expected: at most %d)"
                  .formatted(frame.length, Limits.FRAME_BYTES_MAX),
              Optional.empty()));
      return;
    }
    call.markSent();
    inFlight.put(id, call);
    open.send(new String(frame, StandardCharsets.UTF_8));
  }

  private void watch(PendingCall<?> call) {
    long now = timers.nanos();
    long due = now + call.nanosLeft(now);
    if (sweep.isEmpty() || due - sweepAtNanos < 0) {
      sweep.ifPresent(Timers.Timer::cancel);
      sweepIn(due, now);
    }
  }

  private void sweepIn(long due, long now) {
    sweepAtNanos = due;
    sweep =
        Optional.of(
            timers.after(
                Duration.ofNanos(Math.max(0, due - now)), () -> mailbox.execute(this::expire)));
  }

  /** Fails what had its time; one timer serves all calls. */
  private void expire() {
    sweep = Optional.empty();
    if (closed.isPresent()) {
      return;
    }
    long now = timers.nanos();
    expire(waiting, now);
    expire(inFlight, now);
    long least = Long.MAX_VALUE;
    for (PendingCall<?> call : waiting.values()) {
      least = Math.min(least, call.nanosLeft(now));
    }
    for (PendingCall<?> call : inFlight.values()) {
      least = Math.min(least, call.nanosLeft(now));
    }
    if (least != Long.MAX_VALUE) {
      sweepIn(now + least, now);
    }
    pump();
  }

  private static void expire(Map<Long, PendingCall<?>> calls, long now) {
    calls
        .values()
        .removeIf(call -> {
          boolean late = call.nanosLeft(now) <= 0;
          if (late) {
            call.failTimedOut();
          }
          return late;
        });
  }
}
