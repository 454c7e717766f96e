package io.drawbridge.server.invite;

import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/** Sends live sessions the news of invitations, and renders invitations. Thread-safe. */
final class InvitationNews {
  private final Database database;
  private final AccountStore accounts;
  private final Conversations conversations;
  private final People people;
  private final Signals signals;
  private final InvitationStore store;
  private final ApprovalStore approvals = new ApprovalStore();
  private final InvitationJudge judge;

  InvitationNews(
      Database database,
      AccountStore accounts,
      Conversations conversations,
      People people,
      Signals signals,
      InvitationStore store,
      InvitationJudge judge) {
    this.database = database;
    this.accounts = accounts;
    this.conversations = conversations;
    this.people = people;
    this.signals = signals;
    this.store = store;
    this.judge = judge;
  }

  /**
   * Tells the owners of those addresses that belong to accounts. Blocks; call after the commit. The
   * statements are the same whether or not one does, and their number does not depend on how many
   * they are.
   */
  void received(Collection<InvitationId> invitations) {
    record Told(InvitationStore.Stored stored, AccountId account) {}
    List<Told> told =
        database.query(handle -> {
          List<InvitationStore.Stored> good =
              judge.judge(handle, store.find(handle, invitations)).stream()
                  .filter(InvitationJudge.Judged::good)
                  .map(InvitationJudge.Judged::invitation)
                  .toList();
          Map<EmailAddress, AccountId> owners =
              accounts.owners(handle, good.stream().flatMap(it -> it.email().stream()).toList());
          return good.stream()
              .flatMap(it ->
                  it
                      .email()
                      .flatMap(email -> Optional.ofNullable(owners.get(email)))
                      .map(account -> new Told(it, account))
                      .stream())
              .toList();
        });
    told.forEach(it ->
        view(it.stored())
            .ifPresent(view ->
                signals.send(List.of(it.account()), Tag.OWN, new Event.InvitationReceived(view))));
  }

  /**
   * Tells those who may approve them that invitations wait. Blocks; call after the commit. The
   * number of statements depends on the conversations alone.
   */
  void awaiting(Collection<InvitationId> invitations) {
    Map<ConversationId, List<ApprovalStore.InCharge>> approvers = new HashMap<>();
    List<InvitationStore.Stored> waiting =
        database.query(handle -> {
          List<InvitationStore.Stored> found =
              store.find(handle, invitations).stream()
                  .filter(it -> it.state() == InvitationState.AWAITING_APPROVAL)
                  .toList();
          found.forEach(it ->
              approvers.computeIfAbsent(
                  it.conversation(), conversation -> approvers(handle, conversation)));
          return found;
        });
    waiting.forEach(it -> tellApprovers(it, approvers.getOrDefault(it.conversation(), List.of())));
  }

  private List<ApprovalStore.InCharge> approvers(Handle handle, ConversationId conversation) {
    List<ApprovalStore.InCharge> asked = approvals.inCharge(handle, conversation);
    List<Boolean> may =
        judge.approvers(
            handle, asked.stream().map(ApprovalStore.InCharge::person).toList(), conversation);
    return IntStream.range(0, asked.size()).filter(may::get).mapToObj(asked::get).toList();
  }

  /** Who runs the workspace approves also where they are not, and learns no name they may not. */
  private void tellApprovers(
      InvitationStore.Stored stored, List<ApprovalStore.InCharge> approvers) {
    conversations
        .facts(stored.conversation())
        .ifPresent(facts -> {
          Map<Boolean, List<AccountId>> there =
              approvers.stream()
                  .collect(
                      Collectors.partitioningBy(
                          ApprovalStore.InCharge::there,
                          Collectors.mapping(ApprovalStore.InCharge::person, Collectors.toList())));
          signals.send(
              there.getOrDefault(true, List.of()),
              new Tag.Conversation(stored.domain(), stored.conversation(), 0),
              new Event.ApprovalRequested(view(facts, stored, true)));
          signals.send(
              there.getOrDefault(false, List.of()),
              new Tag.Seat(stored.domain(), 0),
              new Event.ApprovalRequested(view(facts, stored, false)));
        });
  }

  /** Tells the inviter what became of one that waited, if they still see where to. */
  void answered(InvitationStore.Stored invitation, InvitationState state, Optional<String> reason) {
    tellInviter(invitation, new Event.InvitationAnswered(invitation.id(), state, reason));
  }

  /** Tells the owner of the address that it cannot be accepted any more. Blocks. */
  void withdrawn(InvitationId invitation, EmailAddress email) {
    database.query(handle -> owner(handle, email)).ifPresent(account -> ended(invitation, account));
  }

  /** Tells somebody who was invited that it cannot be accepted any more. */
  void ended(InvitationId invitation, AccountId account) {
    signals.send(List.of(account), Tag.OWN, new Event.InvitationEnded(invitation));
  }

  /** Tells the inviter that it was declined, if they still see where to. */
  void declined(InvitationStore.Stored invitation) {
    tellInviter(invitation, new Event.InvitationEnded(invitation.id()));
  }

  /** Tells the inviter that its mail came back, if they still see where to. */
  void bounced(InvitationStore.Stored invitation) {
    tellInviter(invitation, new Event.InvitationBounced(invitation.id()));
  }

  private void tellInviter(InvitationStore.Stored invitation, Event event) {
    signals.send(
        List.of(invitation.inviter()),
        new Tag.Conversation(invitation.domain(), invitation.conversation(), 0),
        event);
  }

  /**
   * Renders an invitation for the owner of the address. Empty if the conversation is gone. Blocks.
   */
  Optional<InvitationView> view(InvitationStore.Stored stored) {
    return conversations
        .facts(stored.conversation())
        .map(facts -> view(facts, stored, stored.state(), stored.title(), false));
  }

  /** Renders an invitation for somebody in the conversation, who knows its name. */
  InvitationView view(ConversationFacts facts, InvitationJudge.Judged judged) {
    Optional<String> name = Optional.of(facts.name()).filter(text -> !text.isEmpty());
    return view(facts, judged.invitation(), judged.state(), name, true);
  }

  /** Renders one that waits, for who may approve it; {@code knows}: they know the name. */
  InvitationView view(ConversationFacts facts, InvitationStore.Stored stored, boolean knows) {
    Optional<String> name = Optional.of(facts.name()).filter(text -> !text.isEmpty());
    return view(facts, stored, stored.state(), knows ? name : stored.title(), true);
  }

  private InvitationView view(
      ConversationFacts facts,
      InvitationStore.Stored stored,
      InvitationState state,
      Optional<String> title,
      boolean inviting) {
    return new InvitationView(
        stored.id(),
        stored.conversation(),
        stored.kind(),
        title,
        stored.email().map(EmailAddress::value).filter(_ -> stored.person().isEmpty()),
        stored.name().filter(_ -> stored.hasCode()),
        Optional.of(stored.expiresAt()).filter(_ -> stored.hasCode()),
        stored.person(),
        people.card(facts, stored.inviter()),
        state,
        stored.createdAt(),
        stored.until(),
        Optional.of(stored.conditions()).filter(it -> inviting && !it.none()));
  }

  private Optional<AccountId> owner(Handle handle, EmailAddress email) {
    return accounts.owners(handle, List.of(email)).values().stream().findFirst();
  }
}
