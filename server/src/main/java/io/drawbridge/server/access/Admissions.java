package io.drawbridge.server.access;

import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.AdmissionStore.Arriving;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.facts.ConversationStore;
import io.drawbridge.server.access.facts.StandingStore;
import io.drawbridge.server.access.facts.StandingStore.Found;
import io.drawbridge.server.access.facts.StandingStore.Question;
import io.drawbridge.server.access.rules.AccessRules;
import io.drawbridge.server.access.rules.AccessRules.Recipient;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.Newcomer;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Collects the facts by which {@link AccessRules#bringExternal} decides whether somebody brings an
 * external into a conversation, and makes the proof of it.
 */
final class Admissions {
  private final StandingStore standings;
  private final ConversationStore rows = new ConversationStore();
  private final AdmissionStore store = new AdmissionStore();

  Admissions(StandingStore standings) {
    this.standings = standings;
  }

  /** See {@link Memberships#admit}. */
  List<Admission.OfPerson> people(
      At at, ConversationId conversation, Collection<AccountId> people) {
    List<Arriving> arriving = store.arriving(at, conversation, people);
    if (arriving.stream().anyMatch(each -> !each.seated() && !each.there())) {
      require(at, conversation);
    }
    List<Admission.OfPerson> admitted = new ArrayList<>(arriving.size());
    for (Arriving each : arriving) {
      admitted.add(
          new Admitted.Person(conversation, each.person(), each.there(), Optional.empty()));
    }
    return admitted;
  }

  /** See {@link Memberships#admitAnchored}. */
  Admission.OfPerson anchored(At at, ConversationId dm, AccountId person, ConversationId anchor) {
    if (!store.share(at, anchor, at.actor(), person)) {
      throw Failure.notFound();
    }
    boolean there = store.arriving(at, dm, List.of(person)).getFirst().there();
    boolean ends = rows.facts(at.handle(), anchor).map(AccessRules::anchors).orElse(true);
    return new Admitted.Person(dm, person, there, Optional.of(anchor).filter(_ -> ends));
  }

  /** See {@link Memberships#admitGroups}. */
  List<Admission.OfGroup> groups(At at, ConversationId thread, Collection<ConversationId> groups) {
    Set<ConversationId> asked = new LinkedHashSet<>(groups);
    if (asked.isEmpty()) {
      return List.of();
    }
    requireAddress(at, asked);
    List<ConversationId> shared = store.sharedWithStrangers(at, thread, asked);
    AccessRules.shareWithExternals(past(at.handle(), at.actor(), shared)).require();
    return asked.stream()
        .<Admission.OfGroup>map(group -> new Admitted.Group(thread, group))
        .toList();
  }

  /** Refuses unknown groups first; they must not show beside those that may not be addressed. */
  private void requireAddress(At at, Set<ConversationId> groups) {
    List<Decision> decisions =
        standings
            .all(
                at.handle(), groups.stream().map(group -> new Question(at.actor(), group)).toList())
            .stream()
            .map(found ->
                found
                    .filter(it -> it.conversation().isGroupOf(at.domain()))
                    .map(it -> AccessRules.address(it.standing(), it.conversation()))
                    .orElse(Decision.NOT_FOUND))
            .toList();
    decisions.stream().filter(Decision.NOT_FOUND::equals).forEach(Decision::require);
    decisions.forEach(Decision::require);
  }

  /** See {@link Memberships#admitAddress}. */
  Admission.OfAddress address(At at, ConversationId conversation) {
    require(at, conversation);
    return new Admitted.Address(conversation);
  }

  /** See {@link Memberships#history}. */
  HistoryWindow history(At at, ConversationId conversation, Newcomer newcomer) {
    return rows.facts(at.handle(), conversation)
        .map(facts -> AccessRules.history(facts, newcomer))
        .orElseThrow(Failure::notFound);
  }

  /** A person who brings somebody in, and the groups whose rules they must meet. */
  record Past(AccountId person, List<ConversationId> groups) {}

  /** The person's standing to each group that the conversation is addressed to, if any. */
  List<Recipient> recipients(Handle handle, AccountId person, ConversationId conversation) {
    return past(handle, person, store.recipients(handle, conversation));
  }

  /**
   * The standing of each person to each of their groups; one statement for all, none if there are
   * no groups.
   */
  List<List<Recipient>> recipients(Handle handle, List<Past> ways) {
    List<Question> questions =
        ways.stream()
            .flatMap(way -> way.groups().stream().map(group -> new Question(way.person(), group)))
            .toList();
    Iterator<Optional<Found>> found =
        (questions.isEmpty() ? List.<Optional<Found>>of() : standings.all(handle, questions))
            .iterator();
    List<List<Recipient>> recipients = new ArrayList<>(ways.size());
    for (Past way : ways) {
      List<Recipient> of = new ArrayList<>(way.groups().size());
      for (int i = 0; i < way.groups().size(); i++) {
        found.next().ifPresent(it -> of.add(new Recipient(it.standing(), it.conversation())));
      }
      recipients.add(of);
    }
    return recipients;
  }

  private List<Recipient> past(Handle handle, AccountId person, List<ConversationId> groups) {
    return recipients(handle, List.of(new Past(person, groups))).getFirst();
  }

  private void require(At at, ConversationId conversation) {
    if (at.right().filter(right -> brings(right, at.actor(), conversation)).isPresent()) {
      return;
    }
    Found found =
        standings.one(at.handle(), at.actor(), conversation).orElseThrow(Failure::notFound);
    List<Recipient> recipients = past(at.handle(), at.actor(), found.recipients());
    AccessRules.bringExternal(found.standing(), found.conversation(), recipients).require();
  }

  /**
   * Returns whether this right, which was decided under the lock just now, is the one in question.
   */
  private static boolean brings(Permit right, AccountId actor, ConversationId conversation) {
    return right instanceof GrantedInvite invite
        && invite.action() == Action.Invite.ADD_EXTERNAL
        && invite.caller().account().equals(actor)
        && invite.conversation().id().equals(conversation);
  }
}
