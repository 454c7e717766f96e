package io.drawbridge.server.access.facts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.server.access.facts.PersonStore.Card;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.view.NodeViews;
import io.drawbridge.server.access.view.ViewState;
import io.drawbridge.server.db.Database;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Names in a bounded cache; the external flag from the view, or from the database, never cached.
 * Who was erased has no name where that was done.
 */
public final class PeopleCache implements People {
  private static final int NAMES_MAX = 100_000;
  private static final String GONE = "unknown";
  private static final String ERASED = "erased person";

  private final Database database;
  private final PersonStore store;
  private final NodeViews views;
  private final Cache<AccountId, Card> names = Caffeine.newBuilder().maximumSize(NAMES_MAX).build();

  public PeopleCache(Database database, PersonStore store, NodeViews views) {
    this.database = database;
    this.store = store;
    this.views = views;
  }

  @Override
  public Person card(ConversationFacts conversation, AccountId person) {
    Person card = cards(conversation, List.of(person)).get(person);
    return card == null ? new Person(person, GONE, true, false) : card;
  }

  @Override
  public Map<AccountId, Person> cards(
      ConversationFacts conversation, Collection<AccountId> people) {
    Set<AccountId> wanted = new HashSet<>(people);
    Map<AccountId, Card> known =
        names.getAll(wanted, missing -> database.query(h -> store.cards(h, Set.copyOf(missing))));
    return cards(
        wanted,
        known,
        seated(conversation.domain(), wanted),
        erased(conversation.domain(), known.values()));
  }

  @Override
  public Person card(Handle snapshot, ConversationFacts conversation, AccountId person) {
    Set<AccountId> one = Set.of(person);
    Map<AccountId, Person> cards =
        cards(
            one,
            store.cards(snapshot, one),
            store.seated(snapshot, conversation.domain(), one),
            store.erased(snapshot, conversation.domain(), one));
    return Objects.requireNonNull(cards.get(person));
  }

  private static Map<AccountId, Person> cards(
      Set<AccountId> wanted,
      Map<AccountId, Card> known,
      Set<AccountId> seated,
      Set<AccountId> erased) {
    Map<AccountId, Person> cards = new HashMap<>();
    for (AccountId person : wanted) {
      Card card = known.getOrDefault(person, new Card(person, GONE, false, false, false));
      String name = erased.contains(person) ? ERASED : card.name();
      cards.put(
          person,
          new Person(person, name, !seated.contains(person), card.bot(), card.unverified()));
    }
    return cards;
  }

  /** Asked only about the few whom some workspace has erased. */
  private Set<AccountId> erased(DomainId domain, Collection<Card> cards) {
    List<AccountId> somewhere = cards.stream().filter(Card::erasedSomewhere).map(Card::id).toList();
    return somewhere.isEmpty()
        ? Set.of()
        : database.query(handle -> store.erased(handle, domain, somewhere));
  }

  /** Those of the people who have a seat in the domain's workspace. */
  public Set<AccountId> seated(DomainId domain, Set<AccountId> people) {
    ViewState state = views.state(domain);
    if (state == null) {
      return database.query(handle -> store.seated(handle, domain, people));
    }
    Set<AccountId> seated = new HashSet<>(people);
    seated.removeIf(person -> state.seats().get(person) == null);
    return seated;
  }

  @Override
  public void forget(AccountId person) {
    names.invalidate(person);
  }

  @Override
  public void forgetAll() {
    names.invalidateAll();
  }
}
