package io.drawbridge.server.external;

import io.drawbridge.server.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The start of a page of externals: behind which place in the order.
 *
 * @param rank the number that orders first
 * @param label the beginning of the name or address, which orders next
 * @param tie what tells externals of the same name apart
 */
record ExternalCursor(long rank, String label, String tie) {
  private static final ExternalCursor START = new ExternalCursor(Long.MIN_VALUE, "", "");
  private static final String BETWEEN = "\n";

  /**
   * @throws Failure {@code invalid} if this server did not write the text
   */
  static ExternalCursor parse(Optional<String> text) {
    if (text.isEmpty()) {
      return START;
    }
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text.get()), StandardCharsets.UTF_8)
              .split(BETWEEN, -1);
      if (parts.length == 3) {
        return new ExternalCursor(Long.parseLong(parts[0]), parts[1], parts[2]);
      }
    } catch (IllegalArgumentException foreign) {
      // told below, like every other text that is none
      throw refused();
    }
    throw refused();
  }

  String text() {
    String plain = String.join(BETWEEN, Long.toString(rank), label, tie);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  private static Failure refused() {
    return Failure.invalid("after: not a cursor (expected: next of the page before)");
  }
}
