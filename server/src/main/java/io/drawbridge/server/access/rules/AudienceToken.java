package io.drawbridge.server.access.rules;

import java.util.Optional;

/**
 * A conversation's readers as somebody saw them (N-7), by the epoch at which they looked: who came
 * later was not among them. Opaque on the wire, and no secret.
 */
public record AudienceToken(long epoch) {
  private static final String MARK = "a";
  private static final int BASE = 36;

  /** Reads a token; empty if it is none of ours. */
  public static Optional<AudienceToken> read(String text) {
    if (!text.matches("a[0-9a-z]{1,12}")) {
      return Optional.empty();
    }
    return Optional.of(new AudienceToken(Long.parseLong(text, MARK.length(), text.length(), BASE)));
  }

  /** The token as it is sent. */
  public String text() {
    return MARK + Long.toString(epoch, BASE);
  }
}
