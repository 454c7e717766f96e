package io.drawbridge.server.access;

import io.drawbridge.protocol.frame.Person;
import io.drawbridge.protocol.id.AccountId;
import java.util.Collection;
import java.util.Map;

/**
 * Person cards: name (cached, forgotten on rename) and the external flag, the same for every
 * reader.
 */
public interface People {
  Person card(ConversationFacts conversation, AccountId person);

  Map<AccountId, Person> cards(ConversationFacts conversation, Collection<AccountId> people);

  /** The name changed. */
  void forget(AccountId person);
}
