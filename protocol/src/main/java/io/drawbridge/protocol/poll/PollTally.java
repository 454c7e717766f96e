package io.drawbridge.protocol.poll;

import java.util.List;

/**
 * The votes of a poll, counted.
 *
 * @param counts votes for each option, in the order of the options
 * @param voters people who voted
 */
public record PollTally(List<Integer> counts, int voters) {

  /** Copies the list. */
  public PollTally {
    counts = List.copyOf(counts);
  }
}
