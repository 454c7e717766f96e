package io.drawbridge.server.delivery.append;

import io.drawbridge.server.delivery.append.WriterLanes.Committed;
import io.drawbridge.server.delivery.log.Moment;

/**
 * Writes and reads the remembered answer of an append, as {@code request.result} keeps it:
 * position, epoch, microseconds.
 */
public final class CommittedText {
  private CommittedText() {}

  static String write(Committed committed) {
    return committed.pos() + " " + committed.epoch() + " " + Moment.micros(committed.at());
  }

  static Committed read(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("result: %d parts (expected: 3)".formatted(parts.length));
    }
    return new Committed(
        Long.parseLong(parts[0]),
        Moment.instant(Long.parseLong(parts[2])),
        Long.parseLong(parts[1]));
  }
}
