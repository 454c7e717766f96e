package io.drawbridge.server.failure;

import io.drawbridge.protocol.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/**
 * An expected failure: the one exception that carries an {@link ErrorCode} to the caller. Only the
 * dispatcher turns it into a reply.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Optional<Duration> retryAfter;

  private Failure(ErrorCode code, String message, Optional<Duration> retryAfter) {
    super(message, null, false, false);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** The one answer for what is absent and what is forbidden, which must look the same. */
  public static Failure notFound() {
    return new Failure(ErrorCode.NOT_FOUND, "not found", Optional.empty());
  }

  /** A value is wrong; the message says what it was and what was expected. */
  public static Failure invalid(String message) {
    return of(ErrorCode.INVALID, message);
  }

  /** The failure for too much at once; the caller may try again after the given time. */
  public static Failure busy(String message, Duration retryAfter) {
    return new Failure(ErrorCode.BUSY, message, Optional.of(retryAfter));
  }

  /**
   * The failure when something that the server depends on is away, or full; the caller may try
   * again after the given time.
   */
  public static Failure unavailable(String message, Duration retryAfter) {
    return new Failure(ErrorCode.UNAVAILABLE, message, Optional.of(retryAfter));
  }

  /** The failure at a rate limit; the caller may try again after the given time. */
  public static Failure rateLimited(String message, Duration retryAfter) {
    return new Failure(ErrorCode.RATE_LIMITED, message, Optional.of(retryAfter));
  }

  public static Failure of(ErrorCode code, String message) {
    return new Failure(code, message, Optional.empty());
  }

  public ErrorCode code() {
    return code;
  }

  /** Returns whether the right itself is gone; a closed or locked conversation may open again. */
  public boolean rightGone() {
    return code == ErrorCode.NOT_FOUND || code == ErrorCode.NOT_ALLOWED;
  }

  /** The message for the caller; never secret. */
  public String text() {
    return String.valueOf(getMessage());
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
