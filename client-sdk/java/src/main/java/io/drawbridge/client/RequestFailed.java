package io.drawbridge.client;

import io.drawbridge.protocol.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Says why a command has no result. Its message never holds what the command said. */
public final class RequestFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Tells why. */
  public sealed interface Reason {

    /** The server said no; nothing was changed. */
    record Refused(ErrorCode code, String message, Optional<Duration> retryAfter)
        implements Reason {}

    /**
     * The connection was lost.
     *
     * @param sent the command had left, so it may have been carried out
     */
    record Disconnected(boolean sent) implements Reason {}

    /**
     * No answer came in time.
     *
     * @param sent the command had left, so it may have been carried out
     */
    record TimedOut(Duration after, boolean sent) implements Reason {}

    /** The client was closed, or closed itself for good. */
    record Closed(StopCause cause) implements Reason {}

    /** Too many commands wait already. */
    record Overloaded(int waitingMax) implements Reason {}

    /** The answer is not one of this protocol. */
    record Unreadable(String problem) implements Reason {}
  }

  private final String command;
  private final transient Reason reason;

  /**
   * Makes a failure.
   *
   * @param command the wire name of the command
   */
  public RequestFailed(String command, Reason reason) {
    super(command + ": " + describe(reason));
    this.command = command;
    this.reason = reason;
  }

  /** Returns the wire name of the command. */
  public String command() {
    return command;
  }

  /** Tells why. */
  public Reason reason() {
    return reason;
  }

  /** Returns the server's error code, if the server said no. */
  public Optional<ErrorCode> code() {
    return reason instanceof Reason.Refused refused
        ? Optional.of(refused.code())
        : Optional.empty();
  }

  /** Finds the failure inside what a future throws. */
  public static Optional<RequestFailed> in(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof RequestFailed failed ? Optional.of(failed) : Optional.empty();
  }

  private static String describe(Reason reason) {
    return switch (reason) {
      case Reason.Refused refused -> refused.code().wire() + ": " + refused.message();
      case Reason.Disconnected lost ->
          lost.sent()
              ? "the connection was lost before the answer"
              : "the connection was lost before it was sent";
      case Reason.TimedOut late -> "no answer within " + late.after().toMillis() + " ms";
      case Reason.Closed closed -> "the client is closed: " + closed.cause().describe();
      case Reason.Overloaded full -> full.waitingMax() + " commands wait already (expected: fewer)";
      case Reason.Unreadable unreadable -> "an answer that cannot be read: " + unreadable.problem();
    };
  }
}
