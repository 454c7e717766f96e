package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.AccessRules.Recipient;
import io.drawbridge.server.access.AdmissionStore.Arriving;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.StandingStore.Question;
import io.drawbridge.server.access.StandingStore.Stood;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Collects the facts by which {@link AccessRules#bringExternal} decides whether somebody brings an
 * external into a conversation, and makes the proof of it.
 */
final class Admissions {
  private final ConversationStore conversations;
  private final StandingStore standings;
  private final AdmissionStore store = new AdmissionStore();

  Admissions(ConversationStore conversations, StandingStore standings) {
    this.conversations = conversations;
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
      admitted.add(new AdmittedPerson(conversation, each.person(), each.there(), Optional.empty()));
    }
    return admitted;
  }

  /** See {@link Memberships#admitAnchored}. */
  Admission.OfPerson anchored(At at, ConversationId dm, AccountId person, ConversationId anchor) {
    if (!store.share(at, anchor, at.actor(), person)) {
      throw Failure.notFound();
    }
    boolean there = store.arriving(at, dm, List.of(person)).getFirst().there();
    return new AdmittedPerson(dm, person, there, Optional.of(anchor));
  }

  /** See {@link Memberships#admitGroup}. */
  Admission.OfGroup group(At at, ConversationId thread, ConversationId group) {
    List<ConversationId> shared = store.sharedWithStrangers(at, thread, group);
    require(AccessRules.shareWithExternals(among(at.handle(), at.actor(), shared)));
    return new AdmittedGroup(thread, group);
  }

  /** See {@link Memberships#admitAddress}. */
  Admission.OfAddress address(At at, ConversationId conversation) {
    require(at, conversation);
    return new AdmittedAddress(conversation);
  }

  /** How the person stands to the groups that the conversation, if a thread, is addressed to. */
  List<Recipient> recipients(Handle handle, AccountId person, ConversationFacts conversation) {
    return AccessRules.thread(conversation)
        ? among(handle, person, store.recipients(handle, conversation.conversation()))
        : List.of();
  }

  private List<Recipient> among(Handle handle, AccountId person, List<ConversationId> groups) {
    if (groups.isEmpty()) {
      return List.of();
    }
    Map<ConversationId, ConversationFacts> facts = conversations.facts(handle, groups);
    List<Question> questions =
        facts.values().stream().map(group -> new Question(person, group)).toList();
    List<Stood> stood = standings.all(handle, questions);
    List<Recipient> recipients = new ArrayList<>(questions.size());
    for (int i = 0; i < questions.size(); i++) {
      recipients.add(new Recipient(stood.get(i).standing(), questions.get(i).conversation()));
    }
    return recipients;
  }

  private void require(At at, ConversationId conversation) {
    ConversationFacts facts =
        conversations.facts(at.handle(), conversation).orElseThrow(Failure::notFound);
    Standing standing = standings.one(at.handle(), at.actor(), facts).standing();
    require(AccessRules.bringExternal(standing, facts, recipients(at.handle(), at.actor(), facts)));
  }

  private static void require(Decision decision) {
    if (decision instanceof Decision.Refused refused) {
      throw refused.failure();
    }
  }
}
