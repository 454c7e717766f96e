package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.server.access.rules.ConversationFacts;
import java.util.Collection;
import java.util.Map;

/**
 * Person cards: name (cached, forgotten on rename) and the external flag, the same for every
 * reader.
 */
public interface People {
  Person card(ConversationFacts conversation, AccountId person);

  Map<AccountId, Person> cards(ConversationFacts conversation, Collection<AccountId> people);

  /** Forgets a name that has changed. */
  void forget(AccountId person);
}
