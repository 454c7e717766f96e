package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.facts.StandingStore.Question;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.AccessRules;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.Decision.Allowed;
import io.drawbridge.server.access.rules.ExternalRules;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Collects the facts by which it is decided whether groups lead their people into a thread. */
public final class GroupDoors {
  private final StandingStore standings;
  private final ConversationStore rows = new ConversationStore();
  private final AdmissionStore store = new AdmissionStore();

  public GroupDoors(StandingStore standings) {
    this.standings = standings;
  }

  /**
   * Refuses if these groups would lead externals into a thread that lets nobody from outside in, or
   * an external would share the thread whose mail domain it, or a group of it, bars.
   */
  public void requireExternals(Handle handle, ConversationId thread, Set<ConversationId> asked) {
    Set<ConversationId> groups = new HashSet<>(asked);
    groups.addAll(store.recipients(handle, thread));
    Set<ConversationId> all = new HashSet<>(groups);
    all.add(thread);
    List<ConversationFacts> facts =
        rows.addressed(handle, all).values().stream()
            .map(ConversationStore.Addressed::conversation)
            .toList();
    facts.stream()
        .filter(it -> it.id().equals(thread))
        .map(ExternalRules::letIn)
        .filter(it -> !(it instanceof Allowed) && store.bringExternals(handle, thread, asked))
        .forEach(Decision::require);
    List<ConversationFacts> choosing =
        facts.stream().filter(ExternalRules::choosesMailDomains).toList();
    if (!choosing.isEmpty()) {
      for (Optional<String> domain : store.mailDomains(handle, thread, groups)) {
        choosing.forEach(it -> ExternalRules.comeFrom(it, domain).require());
      }
    }
  }

  /** Refuses unknown groups first; they must not show beside those that may not be addressed. */
  public void requireAddress(
      Handle handle, AccountId actor, DomainId home, Set<ConversationId> groups) {
    List<Decision> decisions =
        standings
            .all(handle, groups.stream().map(group -> new Question(actor, group)).toList())
            .stream()
            .map(found ->
                found
                    .filter(it -> it.conversation().isGroupOf(home))
                    .map(it -> AccessRules.address(it.standing(), it.conversation()))
                    .orElse(Decision.NOT_FOUND))
            .toList();
    decisions.stream().filter(Decision.NOT_FOUND::equals).forEach(Decision::require);
    decisions.forEach(Decision::require);
  }
}
