package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.delivery.change.Settlement.Happened;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.observe.SecurityLog.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the security log of each change of who may see or do what, once it is committed. In one
 * place for all of them, so that no feature has to remember it.
 */
public final class SecurityNotes {
  private static final Map<String, SecurityEvent> EVENTS =
      Map.ofEntries(
          Map.entry("member.add", SecurityEvent.ADDED),
          Map.entry("member.add_many", SecurityEvent.ADDED),
          Map.entry("member.undo_remove", SecurityEvent.ADDED),
          Map.entry("invitation.accept", SecurityEvent.ADDED),
          Map.entry("invitation.approve", SecurityEvent.ADDED),
          Map.entry("join_link.apply", SecurityEvent.ADDED),
          Map.entry("join_link.apply_by_mail", SecurityEvent.ADDED),
          Map.entry("invitation.claim", SecurityEvent.ADDED),
          Map.entry("join_request.approve", SecurityEvent.ADDED),
          Map.entry("workspace.join", SecurityEvent.ADDED),
          Map.entry("member.remove", SecurityEvent.REMOVED),
          Map.entry("conversation.leave", SecurityEvent.REMOVED),
          Map.entry("external.end", SecurityEvent.REMOVED),
          Map.entry("workspace.remove_member", SecurityEvent.REMOVED),
          Map.entry("workspace.demote", SecurityEvent.REMOVED),
          Map.entry("workspace.erase_person", SecurityEvent.REMOVED),
          Map.entry("account.erase", SecurityEvent.REMOVED),
          Map.entry("workspace.leave", SecurityEvent.REMOVED),
          Map.entry("link.expire", SecurityEvent.REMOVED),
          Map.entry("member.set_until", SecurityEvent.TERM_CHANGED),
          Map.entry("external.set_until", SecurityEvent.TERM_CHANGED),
          Map.entry("external.hand_over", SecurityEvent.TERM_CHANGED),
          Map.entry("external.confirm", SecurityEvent.TERM_CHANGED),
          Map.entry("group.set_role", SecurityEvent.ROLE_CHANGED),
          Map.entry("workspace.set_role", SecurityEvent.ROLE_CHANGED),
          Map.entry("policy.set", SecurityEvent.POLICY_CHANGED),
          Map.entry("policy.set_inviter", SecurityEvent.POLICY_CHANGED),
          Map.entry("policy.enforce", SecurityEvent.REMOVED),
          Map.entry("workspace.suspend", SecurityEvent.SUSPENDED),
          Map.entry("workspace.suspend_address", SecurityEvent.SUSPENDED),
          Map.entry("workspace.unsuspend", SecurityEvent.UNSUSPENDED),
          Map.entry("workspace.unsuspend_address", SecurityEvent.UNSUSPENDED));

  private final SecurityLog log;

  public SecurityNotes(SecurityLog log) {
    this.log = log;
  }

  /** Adds the writing of the line to what follows the change. */
  void after(ChangeSteps steps) {
    SecurityEvent event = EVENTS.get(steps.action());
    if (event != null) {
      Fact[] facts = facts(steps);
      steps.afterwards(() -> log.record(event, facts));
    }
  }

  /** The facts of the line. One person touched is named; of more, only their number. */
  private static Fact[] facts(ChangeSteps steps) {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.reason(steps.action()));
    facts.add(Fact.by(steps.at().actor()));
    facts.add(Fact.workspace(new WorkspaceId(steps.at().domain().value())));
    Optional<Set<AccountId>> touched = steps.at().tally().touched();
    touched
        .filter(people -> people.size() == 1)
        .ifPresent(people -> facts.add(Fact.account(people.iterator().next())));
    touched
        .filter(people -> people.size() > 1)
        .ifPresent(people -> facts.add(Fact.people(people.size())));
    steps.events().stream()
        .map(Happened::conversation)
        .findFirst()
        .ifPresent(conversation -> facts.add(Fact.conversation(conversation)));
    return facts.toArray(Fact[]::new);
  }
}
