package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.facts.StandingStore.Found;
import io.drawbridge.server.access.rules.AccessRules.Recipient;
import io.drawbridge.server.access.rules.ApprovalRules;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.ExternalRules;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Collects the facts by which {@link ApprovalRules} decides whether externals wait for approval
 * (G-26). Where nobody has to approve anything it asks the database nothing.
 */
public final class Approvals {
  private final StandingStore standings;
  private final Recipients past;

  public Approvals(StandingStore standings) {
    this.standings = standings;
    this.past = new Recipients(standings);
  }

  /**
   * Decides of externals with these mail domains whether they come at once; in their order.
   *
   * @param who brings them in
   */
  public List<Decision> enter(
      Handle handle, AccountId who, ConversationFacts where, List<Optional<String>> mailDomains) {
    if (!ApprovalRules.asks(where)) {
      return Collections.nCopies(mailDomains.size(), Decision.ALLOWED);
    }
    Optional<Found> found = standings.one(handle, who, where.id());
    List<Recipient> recipients =
        found.map(it -> past.of(handle, who, it.recipients())).orElse(List.of());
    return mailDomains.stream()
        .map(domain ->
            found
                .map(
                    it -> ApprovalRules.enter(it.standing(), it.conversation(), recipients, domain))
                .orElse(Decision.NOT_FOUND))
        .toList();
  }

  /**
   * Returns whether somebody has to accept before they come in whom another adds by name (D3). Who
   * meets them in the workspace opens a DM without that, as without approval.
   */
  public boolean asksFirst(
      Handle handle, AccountId who, ConversationFacts where, AccountId person) {
    return ExternalRules.asksFirst(where)
        && !who.equals(person)
        && !(where.kind() == ConversationKind.DM
            && standings.meet(handle, where.domain(), who, person));
  }

  /** The same of one person. A DM brings nobody in whom its opener meets in the workspace. */
  public Decision enter(
      Handle handle,
      AccountId who,
      ConversationFacts where,
      AccountId person,
      Optional<String> mailDomain) {
    Decision decision = enter(handle, who, where, List.of(mailDomain)).getFirst();
    boolean known =
        decision instanceof Decision.Refused
            && where.kind() == ConversationKind.DM
            && standings.meet(handle, where.domain(), who, person);
    return known ? Decision.ALLOWED : decision;
  }
}
