package io.drawbridge.server.access;

import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.Memberships.Decided;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.access.Memberships.Kept;
import io.drawbridge.server.access.facts.AdmissionStore;
import io.drawbridge.server.access.facts.AdmissionStore.Arriving;
import io.drawbridge.server.access.facts.Approvals;
import io.drawbridge.server.access.facts.ConversationStore;
import io.drawbridge.server.access.facts.ExternalCountStore.Place;
import io.drawbridge.server.access.facts.GroupDoors;
import io.drawbridge.server.access.facts.QuotaRoom;
import io.drawbridge.server.access.facts.Recipients;
import io.drawbridge.server.access.facts.Recipients.Past;
import io.drawbridge.server.access.facts.StandingStore;
import io.drawbridge.server.access.facts.StandingStore.Found;
import io.drawbridge.server.access.facts.StandingStore.Question;
import io.drawbridge.server.access.facts.StandingStore.Seated;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.access.rules.AccessRules;
import io.drawbridge.server.access.rules.AccessRules.Recipient;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.ExternalRules;
import io.drawbridge.server.access.rules.Newcomer;
import io.drawbridge.server.access.rules.SponsorRules;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.access.sponsor.Stay;
import io.drawbridge.server.failure.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Collects the facts by which {@link AccessRules#bringExternal} decides whether somebody brings an
 * external into a conversation, and makes the proof of it.
 */
final class Admissions {
  private final StandingStore standings;
  private final ConversationStore rows = new ConversationStore();
  private final AdmissionStore store = new AdmissionStore();
  private final Recipients past;
  private final Approvals approvals;
  private final GroupDoors groups;

  Admissions(StandingStore standings) {
    this.standings = standings;
    this.past = new Recipients(standings);
    this.approvals = new Approvals(standings);
    this.groups = new GroupDoors(standings);
  }

  /** See {@link Memberships#admit}. */
  List<Admission.OfPerson> people(
      At at, ConversationId conversation, Collection<AccountId> people) {
    List<Arriving> arriving = store.arriving(at.handle(), at.domain(), conversation, people);
    Optional<ConversationFacts> facts = Optional.empty();
    if (arriving.stream().anyMatch(Arriving::external)) {
      require(at, conversation);
      facts = Optional.of(facts(at, conversation));
      at.tally().quota().arriving(at.handle(), facts.orElseThrow());
    }
    List<Admission.OfPerson> admitted = new ArrayList<>(arriving.size());
    for (Arriving each : arriving) {
      Optional<ConversationFacts> asExternal = facts.filter(_ -> each.external());
      asExternal.ifPresent(it -> each.comes(it).require());
      admitted.add(
          new Admitted.Person(
              conversation,
              each.person(),
              each.there(),
              asExternal,
              asExternal.map(it -> approval(at, it, each)).orElse(Decision.ALLOWED),
              asExternal.filter(it -> asked(at, it, each)).isPresent(),
              Optional.empty()));
    }
    return admitted;
  }

  private Decision approval(At at, ConversationFacts where, Arriving external) {
    return at.tally().byInvitation()
        ? Decision.ALLOWED
        : approvals.enter(at.handle(), at.actor(), where, external.person(), external.mailDomain());
  }

  /** Returns whether they have to accept who have not asked for it, nor said so before. */
  private boolean asked(At at, ConversationFacts where, Arriving external) {
    return !at.tally().byInvitation()
        && !at.tally().byConsent(where.id(), external.person())
        && approvals.asksFirst(at.handle(), at.actor(), where, external.person());
  }

  private ConversationFacts facts(At at, ConversationId conversation) {
    return rows.facts(at.handle(), conversation).orElseThrow(Failure::notFound);
  }

  /**
   * The terms of a link to be made, with the end that the policies set to an external's (G-33).
   *
   * @throws Failure if somebody has to approve it first, or they to accept
   */
  Terms dated(At at, Admission.OfPerson admission, Terms terms) {
    admission.entry().require();
    return admission
        .asExternal()
        .filter(ExternalRules::dates)
        .map(facts -> {
          Instant now = store.now(at.handle());
          return terms.until(
              ExternalRules.until(facts, terms.until(), now), SponsorRules.confirmBy(facts, now));
        })
        .orElse(terms);
  }

  /** See {@link Memberships#requireTerm}. */
  void requireTerm(At at, ConversationId conversation, Optional<Instant> until) {
    if (until.isEmpty()) {
      return;
    }
    ConversationFacts facts = facts(at, conversation);
    if (ExternalRules.dates(facts)) {
      tooLong(facts, until, store.now(at.handle()))
          .ifPresent(failure -> {
            throw failure;
          });
    }
  }

  /** Those of these links whose end the actor may not set to this, with the reason. */
  List<Kept> undatable(
      At at,
      Collection<Ended> links,
      Map<Ended, Stay> stays,
      Optional<Instant> until,
      boolean excepted) {
    Map<ConversationId, Found> found = found(at.handle(), at.actor(), links);
    Instant now = store.now(at.handle());
    List<Kept> kept = new ArrayList<>();
    for (Ended link : links) {
      Optional<Boolean> own = Optional.ofNullable(stays.get(link)).map(it -> sponsors(at, it));
      Optional<Found> where = Optional.ofNullable(found.get(link.conversation()));
      if (own.isEmpty() || where.isEmpty()) {
        kept.add(new Kept(link, Failure.notFound()));
      } else {
        undatable(at, where.get(), own.get(), until, excepted ? Optional.empty() : Optional.of(now))
            .ifPresent(why -> kept.add(new Kept(link, why)));
      }
    }
    return kept;
  }

  private Optional<Failure> undatable(
      At at, Found where, boolean own, Optional<Instant> until, Optional<Instant> within) {
    Decision decision =
        overAll(at)
            ? Decision.ALLOWED
            : AccessRules.dateExternal(
                where.standing(),
                where.conversation(),
                past.of(at.handle(), at.actor(), where.recipients()),
                own);
    if (decision instanceof Decision.Refused refused) {
      return Optional.of(refused.failure());
    }
    return within.flatMap(now -> tooLong(where.conversation(), until, now));
  }

  private static boolean sponsors(At at, Stay stay) {
    return stay.sponsor().filter(at.actor()::equals).isPresent();
  }

  /**
   * The grants of which the actor may say who answers for them, and those they know of and may not.
   */
  record Answerable(List<Stay> may, List<Kept> kept) {}

  /** Judges these grants; {@code to}: who is to answer for them, if somebody else is. */
  Answerable answerable(At at, Collection<Stay> stays, Optional<AccountId> to) {
    Map<ConversationId, Found> actor = found(at.handle(), at.actor(), links(stays));
    Map<ConversationId, Decision> fit = to.map(it -> fit(at, it, stays)).orElseGet(Map::of);
    List<Stay> may = new ArrayList<>();
    List<Kept> kept = new ArrayList<>();
    for (Stay stay : stays) {
      Found where = actor.get(stay.conversation());
      Decision own =
          where == null
              ? Decision.NOT_FOUND
              : SponsorRules.answerFor(where.standing(), where.conversation(), sponsors(at, stay));
      Decision decision =
          own instanceof Decision.Allowed ? fit.getOrDefault(stay.conversation(), own) : own;
      if (decision instanceof Decision.Refused refused) {
        if (!decision.equals(Decision.NOT_FOUND)) {
          kept.add(new Kept(LinkStore.ended(stay), refused.failure()));
        }
      } else {
        may.add(stay);
      }
    }
    return new Answerable(may, kept);
  }

  /** Whether this person can answer for externals, for each of the conversations. */
  private Map<ConversationId, Decision> fit(At at, AccountId to, Collection<Stay> stays) {
    List<Found> found = List.copyOf(found(at.handle(), to, links(stays)).values());
    List<List<Recipient>> recipients =
        past.of(at.handle(), found.stream().map(it -> new Past(to, it.recipients())).toList());
    Map<ConversationId, Decision> fit = new HashMap<>();
    for (int i = 0; i < found.size(); i++) {
      Found each = found.get(i);
      fit.put(
          each.conversation().id(),
          SponsorRules.succeed(each.standing(), each.conversation(), recipients.get(i)));
    }
    return fit;
  }

  private static List<Ended> links(Collection<Stay> stays) {
    return stays.stream().map(LinkStore::ended).toList();
  }

  private Map<ConversationId, Found> found(
      Handle handle, AccountId person, Collection<Ended> links) {
    List<ConversationId> places = links.stream().map(Ended::conversation).distinct().toList();
    List<Question> questions = places.stream().map(it -> new Question(person, it)).toList();
    return standings.all(handle, questions).stream()
        .flatMap(Optional::stream)
        .collect(Collectors.toMap(it -> it.conversation().id(), it -> it));
  }

  static Optional<Failure> tooLong(ConversationFacts facts, Optional<Instant> until, Instant now) {
    Optional<Instant> latest = ExternalRules.latest(facts, now);
    boolean within = latest.isEmpty() || until.filter(it -> !it.isAfter(latest.get())).isPresent();
    return within
        ? Optional.empty()
        : Optional.of(
            Failure.invalid(
                "until: %s (expected: at most %s, by policy)"
                    .formatted(until.map(Instant::toString).orElse("none"), latest.get())));
  }

  /** Returns whether the change is made by a right over every external there. */
  private static boolean overAll(At at) {
    return at.right()
        .filter(right ->
            switch (right) {
              case GrantedWorkspace workspace ->
                  workspace.action() == WorkspaceAction.END_EXTERNALS
                      || workspace.action() == WorkspaceAction.SET_POLICIES;
              case GrantedManage manage -> manage.action() == Action.Manage.SET_POLICY;
              default -> false;
            })
        .isPresent();
  }

  /** See {@link Memberships#admitAnchored}. */
  Admission.OfPerson anchored(At at, ConversationId dm, AccountId person, ConversationId anchor) {
    if (!store.share(at.handle(), anchor, at.actor(), person)) {
      throw Failure.notFound();
    }
    Arriving arriving = store.arriving(at.handle(), at.domain(), dm, List.of(person)).getFirst();
    arriving.requireAddress();
    Optional<ConversationFacts> asExternal =
        arriving.external() ? Optional.of(facts(at, dm)) : Optional.empty();
    boolean ends = rows.facts(at.handle(), anchor).map(AccessRules::anchors).orElse(true);
    return new Admitted.Person(
        dm,
        person,
        arriving.there(),
        asExternal,
        Decision.ALLOWED,
        false,
        Optional.of(anchor).filter(_ -> ends));
  }

  /** See {@link Memberships#admitGroups}. */
  List<Admission.OfGroup> groups(At at, ConversationId thread, Collection<ConversationId> named) {
    Set<ConversationId> asked = new LinkedHashSet<>(named);
    if (asked.isEmpty()) {
      return List.of();
    }
    groups.requireAddress(at.handle(), at.actor(), at.domain(), asked);
    List<ConversationId> shared = store.sharedWithStrangers(at.handle(), thread, asked);
    AccessRules.shareWithExternals(past.of(at.handle(), at.actor(), shared)).require();
    groups.requireExternals(at.handle(), thread, asked);
    return asked.stream()
        .<Admission.OfGroup>map(group -> new Admitted.Group(thread, group))
        .toList();
  }

  /** See {@link Memberships#admitAddresses}. */
  List<Decided> addresses(At at, ConversationId conversation, List<Optional<String>> mailDomains) {
    require(at, conversation);
    ConversationFacts facts = facts(at, conversation);
    at.tally().quota().arriving(at.handle(), facts);
    List<Decision> approval = approvals.enter(at.handle(), at.actor(), facts, mailDomains);
    List<Decided> decided = new ArrayList<>(mailDomains.size());
    for (int i = 0; i < mailDomains.size(); i++) {
      Admission.OfAddress admission = new Admitted.Address(conversation, approval.get(i));
      decided.add(Decided.of(ExternalRules.comeInvited(facts, mailDomains.get(i)), admission));
    }
    return decided;
  }

  /** See {@link Memberships#room(At, Place)}. */
  Decision room(At at, Place more) {
    return at.tally().quota().room(at.handle(), facts(at, more.conversation()), more);
  }

  /** See {@link Memberships#room(At, ConversationId, Collection)}. */
  QuotaRoom room(At at, ConversationId conversation, Collection<String> emails) {
    return at.tally()
        .quota()
        .room(at.handle(), at.domain(), conversation, emails, () -> countsExternals(at));
  }

  /** See {@link Memberships#room(At)}. */
  Decision room(At at) {
    return at.tally().quota().decide(at.handle(), at.domain(), () -> countsExternals(at));
  }

  /** Returns whether who is answered makes the change by a right of their own, and is an admin. */
  private boolean countsExternals(At at) {
    if (at.right().filter(right -> right.caller().account().equals(at.actor())).isEmpty()) {
      return false;
    }
    Seated actor = standings.seated(at.handle(), at.actor(), at.domain());
    return AccessRules.decide(actor.who(), actor.policies(), WorkspaceAction.SEE_EXTERNALS)
        instanceof Decision.Allowed;
  }

  /** See {@link Memberships#history}. */
  HistoryWindow history(At at, ConversationId conversation, Newcomer newcomer) {
    return AccessRules.history(facts(at, conversation), newcomer);
  }

  /** The person's standing to each group that the conversation is addressed to, if any. */
  List<Recipient> recipients(Handle handle, AccountId person, ConversationId conversation) {
    return past.of(handle, person, store.recipients(handle, conversation));
  }

  private void require(At at, ConversationId conversation) {
    if (at.right().filter(right -> brings(right, at.actor(), conversation)).isPresent()) {
      return;
    }
    Found found =
        standings.one(at.handle(), at.actor(), conversation).orElseThrow(Failure::notFound);
    List<Recipient> recipients = past.of(at.handle(), at.actor(), found.recipients());
    AccessRules.bringExternal(found.standing(), found.conversation(), recipients).require();
  }

  /**
   * Returns whether this right, which was decided under the lock just now, is the one in question.
   */
  private static boolean brings(Permit right, AccountId actor, ConversationId conversation) {
    return right instanceof GrantedInvite invite
        && (invite.action() == Action.Invite.ADD_EXTERNAL
            || invite.action() == Action.Invite.GIVE_CODE
            || invite.action() == Action.Invite.ADD_MANY)
        && invite.caller().account().equals(actor)
        && invite.conversation().id().equals(conversation);
  }
}
