package io.drawbridge.server.delivery;

import io.drawbridge.server.delivery.WriterLanes.Committed;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How an append's answer is remembered in {@code request.result}: position, epoch, microseconds.
 */
final class CommittedText {
  private CommittedText() {}

  static String write(Committed committed) {
    return committed.pos() + " " + committed.epoch() + " " + micros(committed.at());
  }

  static Committed read(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("result: %d parts (expected: 3)".formatted(parts.length));
    }
    return new Committed(
        Long.parseLong(parts[0]), instant(Long.parseLong(parts[2])), Long.parseLong(parts[1]));
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}
