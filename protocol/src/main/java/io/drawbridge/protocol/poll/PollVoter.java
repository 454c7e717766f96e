package io.drawbridge.protocol.poll;

import io.drawbridge.protocol.people.Person;
import java.util.List;

/**
 * Somebody who voted in a named poll.
 *
 * @param person who
 * @param choices the places of the options they chose, from 0, ascending
 */
public record PollVoter(Person person, List<Integer> choices) {

  /** Copies the list. */
  public PollVoter {
    choices = List.copyOf(choices);
  }
}
