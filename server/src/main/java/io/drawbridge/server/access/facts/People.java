package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.server.access.rules.ConversationFacts;
import java.util.Collection;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Person cards: name (cached, forgotten on rename) and the external flag, the same for every
 * reader.
 */
public interface People {
  Person card(ConversationFacts conversation, AccountId person);

  Map<AccountId, Person> cards(ConversationFacts conversation, Collection<AccountId> people);

  /** The card as it is in the snapshot, for what leaves without its reader. */
  Person card(Handle snapshot, ConversationFacts conversation, AccountId person);

  /** Forgets a name that has changed. */
  void forget(AccountId person);

  /** Forgets all names. */
  void forgetAll();
}
