package io.drawbridge.server.ledger;

import io.drawbridge.server.access.ledger.PastStore.Candidate;
import io.drawbridge.server.failure.Failure;
import java.util.Arrays;
import java.util.Optional;

/**
 * The start of a page of a ledger: behind which candidate, and as of when.
 *
 * @param micros the time that all pages are about
 */
record LedgerCursor(long micros, Candidate behind) {
  private static final int RADIX = 36;
  private static final int NUMBERS = 4;

  /**
   * @param micros what the first page is about
   * @param nowMicros no page is about a time to come
   * @throws Failure {@code invalid} if this server did not write the text
   */
  static LedgerCursor parse(Optional<String> text, long micros, long nowMicros) {
    LedgerCursor from =
        text.map(LedgerCursor::parse).orElseGet(() -> new LedgerCursor(micros, Candidate.START));
    if (from.micros() < 0 || from.micros() > nowMicros) {
      throw refused();
    }
    return from;
  }

  private static LedgerCursor parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != NUMBERS) {
      throw refused();
    }
    try {
      long[] numbers = Arrays.stream(parts).mapToLong(it -> Long.parseLong(it, RADIX)).toArray();
      return new LedgerCursor(numbers[0], new Candidate(numbers[1], numbers[2], numbers[3]));
    } catch (NumberFormatException foreign) {
      // told like every other text that is none
      throw refused();
    }
  }

  LedgerCursor behind(Candidate next) {
    return new LedgerCursor(micros, next);
  }

  String text() {
    return String.join(
        ".",
        Long.toString(micros, RADIX),
        Long.toString(behind.id(), RADIX),
        Long.toString(behind.rank(), RADIX),
        Long.toString(behind.latest(), RADIX));
  }

  private static Failure refused() {
    return Failure.invalid("after: not a cursor (expected: next of the page before)");
  }
}
