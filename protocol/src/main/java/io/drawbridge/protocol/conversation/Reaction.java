package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.id.AccountId;
import java.util.List;

/**
 * One emoji on a message and who put it there.
 *
 * @param emoji the emoji
 * @param people in the order they reacted
 */
public record Reaction(String emoji, List<AccountId> people) {

  /** Copies the lists. */
  public Reaction {
    people = List.copyOf(people);
  }
}
