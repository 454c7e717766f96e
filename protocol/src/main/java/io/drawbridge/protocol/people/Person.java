package io.drawbridge.protocol.people;

import io.drawbridge.protocol.id.AccountId;

/**
 * A person or a bot, as the reader may see it.
 *
 * @param id who
 * @param name the name to show
 * @param external is not a member of the workspace that the conversation belongs to
 * @param bot is a bot
 * @param unverified came by a code that somebody told them: nothing but that vouches for who they
 *     are, and they have no address
 */
public record Person(AccountId id, String name, boolean external, boolean bot, boolean unverified) {

  /** Somebody who has an address, or a bot. */
  public Person(AccountId id, String name, boolean external, boolean bot) {
    this(id, name, external, bot, false);
  }
}
