package io.drawbridge.server.message;

import io.drawbridge.server.access.rules.AudienceToken;
import io.drawbridge.server.failure.Failure;

/** Reads whom an author says that they wrote to (N-7). */
public final class WrittenTo {
  private WrittenTo() {}

  /**
   * Reads it as clients send it.
   *
   * @throws Failure {@code invalid} if it is none
   */
  public static AudienceToken of(String text) {
    return AudienceToken.read(text)
        .orElseThrow(
            () -> Failure.invalid("audience: unreadable (expected: audience of the conversation)"));
  }
}
