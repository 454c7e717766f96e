package io.drawbridge.protocol.poll;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The poll of a message; its question is the message's text, which nobody edits.
 *
 * @param options what one chooses among, in their order
 * @param multiple one may choose several
 * @param anonymous nobody is told who chose what
 * @param endsAt when votes are no longer taken, if it ends by itself
 * @param closed somebody closed it, or its time is over
 */
public record PollView(
    List<String> options,
    boolean multiple,
    boolean anonymous,
    Optional<Instant> endsAt,
    boolean closed) {

  /** Copies the list. */
  public PollView {
    options = List.copyOf(options);
  }

  /** The same poll after it was closed. */
  public PollView ended() {
    return new PollView(options, multiple, anonymous, endsAt, true);
  }
}
