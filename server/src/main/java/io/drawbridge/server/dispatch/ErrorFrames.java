package io.drawbridge.server.dispatch;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.server.db.LostConnection;
import io.drawbridge.server.db.TimedOut;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.failure.Causes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.observe.Seldom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns anything that went wrong into an error frame: an expected failure into its own code, a lost
 * database connection into {@code unavailable}, a database that took too long into {@code busy}, a
 * bug into {@code internal} with a request id under which it was logged once. Thread-safe.
 */
@LetsOut(Surface.REFUSAL)
final class ErrorFrames {
  private static final Logger log = LoggerFactory.getLogger(ErrorFrames.class);

  private static final Duration LOST_RETRY = Duration.ofSeconds(1);

  private final Seldom lost = new Seldom();
  private final Seldom slow = new Seldom();
  private final String prefix = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
  private final AtomicLong bugs = new AtomicLong();
  private final Metrics metrics;

  ErrorFrames(Metrics metrics) {
    this.metrics = metrics;
  }

  ErrorFrame of(Optional<Long> id, String command, Throwable thrown) {
    ErrorFrame frame =
        switch (Causes.of(thrown)) {
          case Failure failure -> refused(id, failure);
          case ProtocolException refused ->
              new ErrorFrame(
                  id.or(refused::frameId),
                  refused.code(),
                  String.valueOf(refused.getMessage()),
                  Optional.empty());
          case Throwable why when LostConnection.caused(why) ->
              passing(
                  id,
                  Failure.unavailable("the database connection was lost", LOST_RETRY),
                  lost,
                  why);
          case Throwable why when TimedOut.caused(why) ->
              passing(id, TimedOut.busy("the database took too long"), slow, why);
          case Throwable bug -> internal(id, command, bug);
        };
    metrics.commandRefused(frame.code().wire());
    return frame;
  }

  private static ErrorFrame refused(Optional<Long> id, Failure failure) {
    return new ErrorFrame(
        id, failure.code(), failure.text(), failure.retryAfter().map(Duration::toMillis));
  }

  /** The error for a database in trouble: no bug, over soon, and met by every command meanwhile. */
  private static ErrorFrame passing(
      Optional<Long> id, Failure failure, Seldom seldom, Throwable why) {
    seldom
        .line()
        .ifPresent(times ->
            log.atWarn()
                .addKeyValue("commands", times)
                .addKeyValue("why", why.getMessage())
                .log(failure.text()));
    return refused(id, failure);
  }

  private ErrorFrame internal(Optional<Long> id, String command, Throwable bug) {
    String request = prefix + "-" + bugs.incrementAndGet();
    log.atError()
        .setCause(bug)
        .addKeyValue("request", request)
        .addKeyValue("command", command)
        .log("a command failed unexpectedly");
    return new ErrorFrame(
        id, ErrorCode.INTERNAL, "the server failed; request " + request, Optional.empty());
  }
}
