package io.drawbridge.protocol.forward;

import java.time.Instant;
import java.util.Optional;

/**
 * Says whose the text of a message is that was passed on. Only the server writes it: a text that
 * looks like one has none. Where the original stands is told by {@code message.source}, to who sees
 * it there.
 *
 * @param begins where in the text of the message, in UTF-16 code units, the original begins as it
 *     was then; what stands before it, without the blank line between, is of who passed it on
 * @param author by which name its author shows; absent where the reader does not see them
 * @param sentAt when the original was sent
 */
public record Forwarded(int begins, Optional<String> author, Instant sentAt) {
  /** The words between what somebody says of their own and the original. */
  public static final String BETWEEN = "\n\n";

  /** What who passed it on says of their own; empty if nothing. */
  public String note(String text) {
    return begins == 0 ? "" : text.substring(0, begins - BETWEEN.length());
  }

  /** What the original said. */
  public String original(String text) {
    return text.substring(begins);
  }
}
