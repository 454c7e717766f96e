package io.drawbridge.client;

import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.Mutation;
import io.drawbridge.protocol.result.Result;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * One call until its answer. Mailbox only, but for its future.
 *
 * @param <R> what the command answers
 */
final class PendingCall<R extends Result> {

  private Command<R> command;
  private final CompletableFuture<R> future;
  private final Executor completer;
  private final Duration timeout;
  private final long deadlineNanos;
  private final boolean urgent;
  private long sequence;
  private boolean everSent;

  /**
   * @param completer runs what depends on the future
   * @param urgent of the client itself: sent before all others, and not again after a reconnect
   */
  PendingCall(
      Command<R> command, Executor completer, long nowNanos, Duration timeout, boolean urgent) {
    this.command = command;
    this.future = new CompletableFuture<>();
    this.completer = completer;
    this.timeout = timeout;
    this.deadlineNanos = nowNanos + timeout.toNanos();
    this.urgent = urgent;
  }

  Command<R> command() {
    return command;
  }

  /** Sends something more exact in place of what was called; before it is sent. */
  void command(Command<R> replacement) {
    command = replacement;
  }

  CompletableFuture<R> future() {
    return future;
  }

  boolean urgent() {
    return urgent;
  }

  boolean mutation() {
    return command instanceof Mutation;
  }

  long sequence() {
    return sequence;
  }

  void sequence(long given) {
    sequence = given;
  }

  void markSent() {
    everSent = true;
  }

  long nanosLeft(long nowNanos) {
    return deadlineNanos - nowNanos;
  }

  void answer(Result result) {
    if (CommandTypes.resultOf(command.type()).isInstance(result)) {
      @SuppressWarnings("unchecked") // resultOf names the class that the command declares
      R expected = (R) result;
      completer.execute(() -> future.complete(expected));
    } else {
      fail(new RequestFailed.Reason.Unreadable("a result of type " + result.type()));
    }
  }

  void fail(RequestFailed.Reason reason) {
    RequestFailed failed = new RequestFailed(command.type(), reason);
    completer.execute(() -> future.completeExceptionally(failed));
  }

  void failDisconnected() {
    fail(new RequestFailed.Reason.Disconnected(everSent));
  }

  void failTimedOut() {
    fail(new RequestFailed.Reason.TimedOut(timeout, everSent));
  }
}
