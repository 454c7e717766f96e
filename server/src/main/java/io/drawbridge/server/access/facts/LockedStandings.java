package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.facts.ConversationStore.Addressed;
import io.drawbridge.server.access.facts.StandingStore.Found;
import io.drawbridge.server.access.facts.StandingStore.Question;
import io.drawbridge.server.access.facts.StandingStore.Stood;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.ConversationFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Finds how people stand to conversations whose domains the caller holds the locks of. */
public final class LockedStandings {
  /** A person, and a conversation as it was when their permit was given. */
  public record Holder(AccountId account, ConversationFacts conversation) {}

  private final ConversationStore rows;
  private final StandingStore store;
  private final Standings standings;

  public LockedStandings(ConversationStore rows, StandingStore store, Standings standings) {
    this.rows = rows;
    this.store = store;
    this.standings = standings;
  }

  /**
   * Finds the standings by the view where that is exact, the rest by one statement; in the order of
   * the holders.
   *
   * @param epochs the epochs that were read under the locks
   */
  public List<Optional<Found>> find(
      Handle underLock, List<Holder> holders, Map<DomainId, Long> epochs) {
    List<Optional<Stood>> exact =
        holders.stream()
            .map(holder -> standings.exact(holder.account(), holder.conversation(), epochs))
            .toList();
    List<Question> open = new ArrayList<>();
    Set<ConversationId> viewed = new HashSet<>();
    for (int i = 0; i < holders.size(); i++) {
      ConversationId conversation = holders.get(i).conversation().id();
      if (exact.get(i).isPresent()) {
        viewed.add(conversation);
      } else {
        open.add(new Question(holders.get(i).account(), conversation));
      }
    }
    Map<ConversationId, Addressed> addressed =
        viewed.isEmpty() ? Map.of() : rows.addressed(underLock, viewed);
    Iterator<Optional<Found>> asked =
        (open.isEmpty() ? List.<Optional<Found>>of() : store.all(underLock, open)).iterator();
    List<Optional<Found>> found = new ArrayList<>(holders.size());
    for (int i = 0; i < holders.size(); i++) {
      Optional<Addressed> where =
          Optional.ofNullable(addressed.get(holders.get(i).conversation().id()));
      Optional<Stood> stood = exact.get(i);
      found.add(stood.isPresent() ? where.map(it -> new Found(it, stood.get())) : asked.next());
    }
    return found;
  }
}
