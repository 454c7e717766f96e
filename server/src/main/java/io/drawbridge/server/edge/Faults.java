package io.drawbridge.server.edge;

import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.observe.Metrics.ConnectionFailure;
import io.drawbridge.server.ratelimit.Bucket;
import io.drawbridge.server.ratelimit.Rate;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what goes wrong with sockets, and writes a line for what is not everyday, few of them
 * however many sockets fail. Thread-safe.
 */
final class Faults {
  private static final Logger log = LoggerFactory.getLogger(Faults.class);
  private static final Rate LINES = Rate.perMinute(6, 6);

  private final Metrics metrics;
  private final Bucket lines = new Bucket(LINES, System.nanoTime());
  private final AtomicLong leftOut = new AtomicLong();

  Faults(Metrics metrics) {
    this.metrics = metrics;
  }

  /** Counts a failure that a handler has caught. */
  void caught(Throwable cause) {
    ConnectionFailure kind = kind(cause);
    metrics.connectionFailed(kind);
    if (kind == ConnectionFailure.LOST || kind == ConnectionFailure.TLS) {
      log.atDebug().setCause(cause).log("a connection was lost");
    } else if (lines.take(System.nanoTime()) > 0) {
      leftOut.incrementAndGet();
    } else {
      log.atError()
          .setCause(cause)
          .addKeyValue("left_out", leftOut.getAndSet(0))
          .log("a connection failed unexpectedly");
    }
  }

  private static ConnectionFailure kind(Throwable cause) {
    return switch (cause) {
      case SSLException _ -> ConnectionFailure.TLS;
      // The peer has said nothing for too long, as a probe that gave up.
      case IOException _, ReadTimeoutException _ -> ConnectionFailure.LOST;
      case OutOfMemoryError _ -> ConnectionFailure.MEMORY;
      default -> {
        Throwable behind = cause.getCause();
        yield behind == null || behind.equals(cause) ? ConnectionFailure.OTHER : kind(behind);
      }
    };
  }
}
