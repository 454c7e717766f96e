package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.Permit.InvitePermit;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.Permit.WritePermit;
import io.drawbridge.server.access.facts.Approvals;
import io.drawbridge.server.access.facts.ConversationStore;
import io.drawbridge.server.access.facts.ConversationsCache;
import io.drawbridge.server.access.facts.LockedStandings;
import io.drawbridge.server.access.facts.LockedStandings.Holder;
import io.drawbridge.server.access.facts.PeopleCache;
import io.drawbridge.server.access.facts.Recipients;
import io.drawbridge.server.access.facts.Recipients.Past;
import io.drawbridge.server.access.facts.StandingStore;
import io.drawbridge.server.access.facts.StandingStore.Found;
import io.drawbridge.server.access.facts.StandingStore.Question;
import io.drawbridge.server.access.facts.StandingStore.Stood;
import io.drawbridge.server.access.facts.Standings;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.rules.AccessRules;
import io.drawbridge.server.access.rules.AccessRules.Recipient;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.Decision.Allowed;
import io.drawbridge.server.access.rules.ExternalRules;
import io.drawbridge.server.access.rules.JoinRules;
import io.drawbridge.server.access.rules.SightRules;
import io.drawbridge.server.access.rules.Standing;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The gate that asks {@link AccessRules}. Standing comes from the view where the person is
 * resident, else from the database; under a lock always from what the lock makes exact.
 */
final class RuledGate implements AccessGate {
  private final Database database;
  private final ConversationsCache conversations;
  private final StandingStore store;
  private final Standings standings;
  private final LockedStandings locked;
  private final ManageDecisions managing;
  private final WorkspaceDecisions workspaces;
  private final Admissions admissions;
  private final Recipients recipients;
  private final Approvals approvals;
  private final PeopleCache people;

  RuledGate(
      Database database,
      ConversationsCache conversations,
      ConversationStore rows,
      StandingStore store,
      Standings standings,
      Admissions admissions,
      PeopleCache people) {
    this.database = database;
    this.conversations = conversations;
    this.store = store;
    this.standings = standings;
    this.locked = new LockedStandings(rows, store, standings);
    this.managing = new ManageDecisions(store);
    this.workspaces = new WorkspaceDecisions(store);
    this.admissions = admissions;
    this.recipients = new Recipients(store);
    this.approvals = new Approvals(store);
    this.people = people;
  }

  @Override
  public ReadPermit read(Caller caller, ConversationId conversation) {
    Known known = known(caller, conversation);
    AccessRules.decide(known.standing(), known.facts(), Action.Read.READ).require();
    Floor floor = known.stood().floor().orElseThrow(Failure::notFound);
    boolean apart = SightRules.apart(known.facts()) && known.standing().external();
    return new GrantedRead(caller, known.facts(), floor, known.stood().epoch(), apart);
  }

  @Override
  public Optional<ReadPermit> read(Handle snapshot, Caller reader, ConversationId conversation) {
    return store
        .one(snapshot, reader.account(), conversation)
        .filter(found ->
            AccessRules.decide(found.standing(), found.conversation(), Action.Read.READ)
                instanceof Allowed)
        .flatMap(found -> found.stood().floor().map(floor -> permit(reader, found, floor)));
  }

  private static ReadPermit permit(Caller reader, Found found, Floor floor) {
    boolean apart = SightRules.apart(found.conversation()) && found.standing().external();
    return new GrantedRead(reader, found.conversation(), floor, found.stood().epoch(), apart);
  }

  @Override
  public PostPermit post(Caller caller, ConversationId conversation, Action.Post action) {
    return new GrantedPost(caller, allowed(caller, conversation, action), action);
  }

  @Override
  public InvitePermit invite(Caller caller, ConversationId conversation, Action.Invite action) {
    ConversationFacts facts = allowed(caller, conversation, action);
    if (action.bringsExternals() && facts.thread()) {
      List<Recipient> recipients =
          database.query(handle -> admissions.recipients(handle, caller.account(), conversation));
      AccessRules.shareWithExternals(recipients).require();
    }
    return new GrantedInvite(caller, facts, action);
  }

  @Override
  public ManagePermit manage(
      Caller caller,
      ConversationId conversation,
      Action.Manage action,
      Optional<AccountId> target) {
    Known known = known(caller, conversation);
    ConversationFacts facts = known.facts();
    Standing standing = known.standing();
    AccountId whom = target.orElse(caller.account());
    GrantedManage permit = new GrantedManage(caller, facts, action, whom);
    Decision plain = AccessRules.decide(standing, facts, ManageDecisions.asked(permit));
    Decision decision =
        ManageDecisions.needsLinks(permit, standing, plain)
            ? database.query(handle -> managing.byLinks(handle, permit, standing, plain))
            : plain;
    decision.require();
    return permit;
  }

  @Override
  public WorkspacePermit workspace(Caller caller, WorkspaceId workspace, WorkspaceAction action) {
    return onWorkspace(
        new GrantedWorkspace(caller, workspace, action, Optional.empty(), Optional.empty()));
  }

  @Override
  public WorkspacePermit workspace(
      Caller caller,
      WorkspaceId workspace,
      WorkspaceAction action,
      AccountId target,
      Optional<WorkspaceRole> granted) {
    return onWorkspace(
        new GrantedWorkspace(caller, workspace, action, Optional.of(target), granted));
  }

  private WorkspacePermit onWorkspace(GrantedWorkspace permit) {
    database.<Decision>query(handle -> workspaces.decide(handle, permit)).require();
    return permit;
  }

  @Override
  public Decision decide(
      Handle snapshot,
      AccountId account,
      WorkspaceId workspace,
      WorkspaceAction action,
      Optional<WorkspaceRole> granted) {
    // Judged as if they took the role themselves: nobody gives more than they hold.
    return workspaces.decide(snapshot, account, workspace, action, Optional.of(account), granted);
  }

  @Override
  public boolean external(ConversationFacts conversation, AccountId person) {
    return people.seated(conversation.domain(), Set.of(person)).isEmpty();
  }

  @Override
  public boolean external(Handle handle, ConversationFacts conversation, AccountId person) {
    return store.seated(handle, person, conversation.domain()).who().seat().isEmpty();
  }

  @Override
  public boolean seesEpochs(Caller caller, ConversationFacts conversation) {
    return standings.now(caller.account(), conversation).standing().seesEpochs();
  }

  @Override
  public List<Decision> decideAll(Handle snapshot, List<Asked> questions) {
    List<Question> about =
        questions.stream()
            .map(asked -> new Question(asked.account(), asked.conversation()))
            .toList();
    return decide(snapshot, questions, store.all(snapshot, about));
  }

  @Override
  public boolean awaitsApproval(
      Handle snapshot, AccountId person, ConversationFacts where, Optional<String> mailDomain) {
    return approvals.enter(snapshot, person, where, List.of(mailDomain)).getFirst()
        instanceof Decision.Refused;
  }

  @Override
  public Set<ConversationId> known(
      Handle snapshot, AccountId person, Collection<ConversationId> conversations) {
    if (conversations.isEmpty()) {
      return Set.of();
    }
    List<Question> about = conversations.stream().map(it -> new Question(person, it)).toList();
    return store.all(snapshot, about).stream()
        .flatMap(Optional::stream)
        .filter(found -> AccessRules.knows(found.standing(), found.conversation()))
        .map(found -> found.conversation().id())
        .collect(Collectors.toSet());
  }

  /** Decides each by what was found; one statement more if threads are addressed to groups. */
  private List<Decision> decide(Handle handle, List<Asked> questions, List<Optional<Found>> found) {
    List<Past> past = new ArrayList<>(questions.size());
    for (int i = 0; i < questions.size(); i++) {
      boolean external = questions.get(i).action().bringsExternals();
      past.add(
          new Past(
              questions.get(i).account(),
              found.get(i).filter(_ -> external).map(Found::recipients).orElse(List.of())));
    }
    List<List<Recipient>> groupsOf = recipients.of(handle, past);
    List<Decision> decisions = new ArrayList<>(questions.size());
    for (int i = 0; i < questions.size(); i++) {
      Asked asked = questions.get(i);
      List<Recipient> groups = groupsOf.get(i);
      decisions.add(
          found.get(i).map(where -> decide(where, asked, groups)).orElse(Decision.NOT_FOUND));
    }
    return decisions;
  }

  private static Decision decide(Found where, Asked asked, List<Recipient> recipients) {
    ConversationFacts what = where.conversation();
    Decision decision = JoinRules.decide(where.standing(), what, asked.action(), recipients);
    return decision instanceof Allowed && asked.mailDomain().isPresent()
        ? ExternalRules.comeFrom(what, asked.mailDomain())
        : decision;
  }

  @Override
  public void recheck(Handle underLock, Permit permit) {
    switch (permit) {
      case GrantedWorkspace right -> workspaces.decide(underLock, right).require();
      case WritePermit right ->
          recheckAll(underLock, List.of(right), Map.of()).getFirst().require();
      case GrantedRead right -> {
        AccountId reader = right.caller().account();
        Found found =
            store.one(underLock, reader, right.conversation().id()).orElseThrow(Failure::notFound);
        AccessRules.decide(found.standing(), found.conversation(), Action.Read.READ).require();
      }
    }
  }

  @Override
  public List<Decision> recheckAll(
      Handle underLock, List<? extends WritePermit> permits, Map<DomainId, Long> epochs) {
    List<Asked> questions =
        permits.stream()
            .map(permit ->
                new Asked(
                    permit.caller().account(),
                    permit.conversation().id(),
                    permit instanceof GrantedManage manage
                        ? ManageDecisions.asked(manage)
                        : permit.action()))
            .toList();
    List<Holder> holders =
        permits.stream()
            .map(permit -> new Holder(permit.caller().account(), permit.conversation()))
            .toList();
    List<Optional<Found>> found = locked.find(underLock, holders, epochs);
    List<Decision> plain = decide(underLock, questions, found);
    List<Decision> decisions = new ArrayList<>(permits.size());
    for (int i = 0; i < permits.size(); i++) {
      decisions.add(
          permits.get(i) instanceof GrantedManage manage && found.get(i).isPresent()
              ? managing.byLinks(underLock, manage, found.get(i).get().standing(), plain.get(i))
              : plain.get(i));
    }
    return decisions;
  }

  private ConversationFacts allowed(Caller caller, ConversationId conversation, Action action) {
    Known known = known(caller, conversation);
    AccessRules.decide(known.standing(), known.facts(), action).require();
    return known.facts();
  }

  /** A conversation that the caller may know of, and how they stand to it. */
  private record Known(ConversationFacts facts, Stood stood) {
    Standing standing() {
      return stood.standing();
    }
  }

  /**
   * Looks up first, and alone, what the caller may know: in memory where that is enough, else by
   * one statement that begins with the caller. So what they may not know of costs the same as what
   * does not exist (O2).
   */
  private Known known(Caller caller, ConversationId conversation) {
    AccountId account = caller.account();
    return conversations
        .remembered(conversation)
        .flatMap(facts -> standings.resident(account, facts).map(stood -> new Known(facts, stood)))
        .filter(known -> AccessRules.knows(known.standing(), known.facts()))
        .or(() ->
            conversations
                .known(account, conversation)
                .map(facts -> new Known(facts, standings.now(account, facts))))
        .orElseThrow(Failure::notFound);
  }
}
