package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.Id;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.access.facts.QuotaCheck;
import io.drawbridge.server.access.link.NewLink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The account of what one change did to links, from which later steps of the same change follow:
 * whom it touched, and whether it took anything away. Filled by {@link LinkStore} as it writes, so
 * that no feature has to say it, or can forget to; one thread. Not final: tests plant mutants.
 */
public class LinkTally {
  private int written;
  private boolean narrowed;
  private boolean groups;
  private boolean invited;
  private final Set<Consent> consents = new HashSet<>();
  private final Set<AccountId> people = new HashSet<>();
  private final List<Ended> overdue = new ArrayList<>();
  private final List<PolicyChange> policies = new ArrayList<>();
  private final QuotaCheck quota = new QuotaCheck();

  /**
   * A change of policies.
   *
   * @param where the workspace or the conversation
   * @param before all that was set there
   * @param after all that is set
   */
  public record PolicyChange(Id where, PolicyValues before, PolicyValues after) {}

  private record Consent(ConversationId conversation, AccountId person) {}

  /** The number of links that began or ended. */
  public int written() {
    return written;
  }

  /**
   * Returns whether somebody may see or do less now: a link ended, a role was lowered, something
   * cuts paths, or a policy is stricter. Also true if this was asked for and had happened before:
   * the earlier end may still be on its way to the nodes, and the person who asks again waits for
   * that too.
   */
  public boolean narrowed() {
    return narrowed;
  }

  /** The people whose links were written; empty if a group's were, so that it may be anybody. */
  public Optional<Set<AccountId>> touched() {
    return groups ? Optional.empty() : Optional.of(Set.copyOf(people));
  }

  /** The links that were past their {@code until}, and whose end this change has logged. */
  public List<Ended> overdue() {
    return List.copyOf(overdue);
  }

  /** The changes of policies. */
  public List<PolicyChange> policies() {
    return List.copyOf(policies);
  }

  /** The count of externals, where a quota bounds it. */
  QuotaCheck quota() {
    return quota;
  }

  /** Notes that who comes in by this change was invited before, and approved if need was. */
  void invited() {
    invited = true;
  }

  /** Returns whether that is so. */
  boolean byInvitation() {
    return invited;
  }

  /** Notes that this person has to be asked no more before they come in there. */
  void consented(ConversationId conversation, AccountId person) {
    consents.add(new Consent(conversation, person));
  }

  /** Returns whether that is so. */
  boolean byConsent(ConversationId conversation, AccountId person) {
    return consents.contains(new Consent(conversation, person));
  }

  /** Notes a change of policies; {@code stricter} if somebody may do less now. */
  void policies(PolicyChange change, boolean stricter) {
    policies.add(change);
    narrowed |= stricter;
  }

  /** Notes that externals do not see each other any more somewhere because of links (N-15). */
  public void parted() {
    narrowed = true;
  }

  /** Notes that a link began; {@code links} is 0 if it held already. */
  int began(NewLink link, int links) {
    touch(link.person(), links);
    narrowed |= link.cuts();
    return links;
  }

  /** Notes that this many links ended that kept something away. */
  int lifted(AccountId person, int links) {
    touch(Optional.of(person), links);
    return links;
  }

  /** Notes that a link gave way to one of the same person with another role. */
  void replaced(AccountId person, boolean lowered, int links) {
    touch(Optional.of(person), links);
    narrowed |= lowered;
  }

  /** Notes that this many links of a person, or of a group, ended that were part of paths. */
  int ended(Optional<AccountId> person, int links) {
    touch(person, links);
    narrowed = true;
    return links;
  }

  /** Notes links that ended besides what was asked for. */
  void ended(List<Ended> links) {
    links.forEach(each -> ended(Optional.of(each.person()), 1));
  }

  void endedOverdue(List<Ended> links) {
    ended(links);
    overdue.addAll(links);
  }

  private void touch(Optional<AccountId> person, int links) {
    written += links;
    if (links > 0) {
      person.ifPresentOrElse(people::add, () -> groups = true);
    }
  }
}
