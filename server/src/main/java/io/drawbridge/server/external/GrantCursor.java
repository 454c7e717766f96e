package io.drawbridge.server.external;

import io.drawbridge.protocol.conversation.ExternalGrant;
import io.drawbridge.server.failure.Failure;
import java.util.Optional;

/** The start of a page of externals: after which person in which conversation. */
record GrantCursor(long person, long conversation) {
  private static final int RADIX = 36;

  static GrantCursor behind(ExternalGrant last) {
    return new GrantCursor(last.person().id().value(), last.conversation().value());
  }

  /**
   * @throws Failure {@code invalid} if this server did not write the text
   */
  static GrantCursor parse(Optional<String> text) {
    if (text.isEmpty()) {
      return new GrantCursor(0, 0);
    }
    String[] parts = text.get().split("\\.", -1);
    try {
      if (parts.length == 2) {
        return new GrantCursor(Long.parseLong(parts[0], RADIX), Long.parseLong(parts[1], RADIX));
      }
    } catch (NumberFormatException foreign) {
      // told below, like every other text that is none
      throw refused();
    }
    throw refused();
  }

  String text() {
    return Long.toString(person, RADIX) + "." + Long.toString(conversation, RADIX);
  }

  private static Failure refused() {
    return Failure.invalid("after: not a cursor (expected: next of the page before)");
  }
}
