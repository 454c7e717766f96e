package io.drawbridge.client.api;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;

/** Says who is added to a conversation, as in {@code Whom.email("sam@partner.example")}. */
public sealed interface Whom permits Whom.Person, Whom.Address, Whom.Group {

  /** Somebody who has an account. */
  record Person(AccountId account) implements Whom, Member {}

  /** The owner of an e-mail address, whether or not they have an account. */
  record Address(String email) implements Whom {}

  /** A group, which becomes a recipient of a thread. */
  record Group(ConversationId group) implements Whom, Member {}

  /** Names somebody who has an account. */
  static Person person(AccountId account) {
    return new Person(account);
  }

  /** Names the owner of an e-mail address; they are mailed an invitation. */
  static Address email(String address) {
    return new Address(address);
  }

  /** Names a group, to add to a thread. */
  static Group group(ConversationId group) {
    return new Group(group);
  }
}
