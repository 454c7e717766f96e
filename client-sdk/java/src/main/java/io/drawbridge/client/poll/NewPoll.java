package io.drawbridge.client.poll;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A poll to ask.
 *
 * @param question Markdown source
 * @param options 2 to 20 different ones, each a line
 * @param multiple one may choose several
 * @param anonymous nobody is ever told who chose what
 * @param endsAt when it ends by itself
 */
public record NewPoll(
    String question,
    List<String> options,
    boolean multiple,
    boolean anonymous,
    Optional<Instant> endsAt) {

  /** One choice each, named, without an end. */
  public NewPoll(String question, List<String> options) {
    this(question, options, false, false, Optional.empty());
  }

  /** Copies the list. */
  public NewPoll {
    options = List.copyOf(options);
  }
}
