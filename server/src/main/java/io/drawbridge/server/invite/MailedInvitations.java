package io.drawbridge.server.invite;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.server.access.facts.QuotaRoom;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.invite.FreshInvitationStore.Fresh;
import io.drawbridge.server.invite.mail.Additions;
import io.drawbridge.server.invite.mail.InvitationMails;
import io.drawbridge.server.invite.mail.MailQuota;
import io.drawbridge.server.mail.Slot;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Records and withdraws invitations inside the changes of other features. Thread-safe. */
final class MailedInvitations implements Invitations {
  private final Ids ids;
  private final Database database;
  private final InvitationStore store;
  private final FreshInvitationStore fresh = new FreshInvitationStore();
  private final WaitingInvitations held;
  private final NamedInvitations named;
  private final SelectedInvitationStore selected = new SelectedInvitationStore();
  private final InvitationJudge judge;
  private final InvitationMails mails;
  private final InvitationNews news;
  private final Additions additions;

  MailedInvitations(
      Ids ids,
      Database database,
      InvitationStore store,
      InvitationJudge judge,
      InvitationMails mails,
      InvitationNews news,
      Additions additions,
      WaitingInvitations held,
      NamedInvitations named) {
    this.ids = ids;
    this.database = database;
    this.store = store;
    this.judge = judge;
    this.mails = mails;
    this.news = news;
    this.additions = additions;
    this.held = held;
    this.named = named;
  }

  @Override
  public InvitationId invite(ChangeTransaction tx, AccountId inviter, Wanted wanted) {
    EmailAddress email = EmailAddress.of(wanted.email());
    Handle handle = tx.at().handle();
    InvitationId made = new InvitationId(ids.next());
    boolean there = !store.reached(handle, wanted.conversation(), List.of(email)).isEmpty();
    Optional<InvitationId> kept = ofAnother(handle, inviter, wanted.conversation(), email);
    if (there || kept.isPresent()) {
      return kept.orElse(made);
    }
    boolean waits = wanted.admission().waits();
    if (waits) {
      held.requirePlace(tx, inviter);
    }
    Map<EmailAddress, InvitationId> open =
        upsert(tx, inviter, List.of(new Fresh(made, email, wanted)));
    InvitationId invitation = open.getOrDefault(email, made);
    if (waits) {
      held.hold(tx, renewed(List.of(made), open.values()), open.values());
      return invitation;
    }
    MailQuota.Asked asked = asked(tx, inviter, wanted.conversation(), email);
    if (invitation.equals(made)) {
      mails.send(handle, invitation, asked);
    } else {
      mails.sendAgain(handle, invitation, asked);
    }
    tell(tx, open.values());
    return invitation;
  }

  @Override
  public InvitationId invite(ChangeTransaction tx, AccountId inviter, Person wanted) {
    return named.invite(tx, inviter, wanted);
  }

  @Override
  public void arrived(ChangeTransaction tx, ConversationId conversation, AccountId person) {
    named.arrived(tx, conversation, person);
  }

  /**
   * The waiting invitation of another inviter, which stays theirs unless the new one manages
   * invitations.
   */
  private Optional<InvitationId> ofAnother(
      Handle handle, AccountId inviter, ConversationId conversation, EmailAddress email) {
    return store.unanswered(handle, conversation, List.of(email)).stream()
        .filter(stored -> !stored.inviter().equals(inviter))
        .filter(stored -> stands(judge.judge(handle, stored)))
        .filter(stored -> !judge.manages(handle, inviter, conversation))
        .map(InvitationStore.Stored::id)
        .findFirst();
  }

  /** Returns whether it is as good as its inviter left it. */
  private static boolean stands(InvitationJudge.Judged judged) {
    return judged.state() == InvitationState.PENDING
        || judged.state() == InvitationState.AWAITING_APPROVAL;
  }

  @Override
  public List<Outcome> inviteAll(
      ChangeTransaction tx, AccountId inviter, ConversationId conversation, List<Wanted> wanted) {
    Handle handle = tx.at().handle();
    List<EmailAddress> emails = wanted.stream().map(it -> EmailAddress.of(it.email())).toList();
    Map<EmailAddress, Outcome> outcomes = new HashMap<>();
    store
        .reached(handle, conversation, emails)
        .forEach(email -> outcomes.put(email, new Outcome.Here()));
    judge.judge(handle, store.unanswered(handle, conversation, emails)).stream()
        .filter(MailedInvitations::stands)
        .map(InvitationJudge.Judged::invitation)
        .forEach(open -> outcomes.putIfAbsent(open.address(), new Outcome.Open(open.id())));
    Map<Boolean, List<Fresh>> rest =
        rest(wanted, emails, outcomes.keySet()).stream()
            .collect(Collectors.partitioningBy(it -> it.wanted().admission().waits()));
    outcomes.putAll(mailed(tx, inviter, conversation, rest.getOrDefault(false, List.of())));
    outcomes.putAll(waiting(tx, inviter, conversation, rest.getOrDefault(true, List.of())));
    return emails.stream().map(email -> Objects.requireNonNull(outcomes.get(email))).toList();
  }

  /** Those that are to be recorded and mailed. */
  private List<Fresh> rest(
      List<Wanted> wanted, List<EmailAddress> emails, Set<EmailAddress> settled) {
    List<Fresh> rest = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      if (!settled.contains(emails.get(i))) {
        InvitationId fresh = new InvitationId(ids.next());
        rest.add(new Fresh(fresh, emails.get(i), wanted.get(i)));
      }
    }
    return rest;
  }

  /** Records those that wait for approval: as many as may wait, and as there is room for. */
  private Map<EmailAddress, Outcome> waiting(
      ChangeTransaction tx, AccountId inviter, ConversationId conversation, List<Fresh> rest) {
    Map<EmailAddress, Outcome> outcomes = new HashMap<>();
    if (rest.isEmpty()) {
      return outcomes;
    }
    int places = held.places(tx, inviter);
    QuotaRoom room =
        tx.memberships()
            .room(tx.at(), conversation, rest.stream().map(it -> it.email().value()).toList());
    List<Fresh> granted = new ArrayList<>();
    for (Fresh each : rest) {
      if (granted.size() == places) {
        outcomes.put(each.email(), new Outcome.Refused(WaitingInvitations.tooMany()));
      } else if (room.take(each.email().value()) instanceof Decision.Refused none) {
        outcomes.put(each.email(), new Outcome.Refused(none.failure()));
      } else {
        granted.add(each);
      }
    }
    if (!granted.isEmpty()) {
      Map<EmailAddress, InvitationId> open = upsert(tx, inviter, granted);
      open.forEach((email, invitation) -> outcomes.put(email, new Outcome.Waiting(invitation)));
      held.hold(
          tx, renewed(granted.stream().map(Fresh::id).toList(), open.values()), open.values());
    }
    return outcomes;
  }

  private Map<EmailAddress, Outcome> mailed(
      ChangeTransaction tx, AccountId inviter, ConversationId conversation, List<Fresh> rest) {
    List<MailQuota.Outcome> quotas =
        mails.take(
            tx.at().handle(),
            rest.stream().map(it -> asked(tx, inviter, conversation, it.email())).toList(),
            tx.memberships()
                .room(tx.at(), conversation, rest.stream().map(it -> it.email().value()).toList()));
    Map<EmailAddress, Outcome> outcomes = new HashMap<>();
    List<Fresh> granted = new ArrayList<>();
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < rest.size(); i++) {
      switch (quotas.get(i)) {
        case MailQuota.Refused refused ->
            outcomes.put(rest.get(i).email(), new Outcome.Refused(refused.failure()));
        case MailQuota.Granted(Slot slot) -> {
          granted.add(rest.get(i));
          slots.add(slot);
        }
      }
    }
    if (!granted.isEmpty()) {
      Map<EmailAddress, InvitationId> made = upsert(tx, inviter, granted);
      List<InvitationMails.Mailed> mailed = new ArrayList<>(granted.size());
      for (int i = 0; i < granted.size(); i++) {
        Fresh each = granted.get(i);
        InvitationId invitation = made.getOrDefault(each.email(), each.id());
        mailed.add(new InvitationMails.Mailed(invitation, each.email(), slots.get(i)));
        outcomes.put(each.email(), new Outcome.Invited(invitation));
      }
      mails.cancel(
          tx.at().handle(), renewed(granted.stream().map(Fresh::id).toList(), made.values()));
      mails.put(tx.at().handle(), mailed);
      tell(tx, made.values());
    }
    return outcomes;
  }

  /** The invitations that were there before. */
  private static List<InvitationId> renewed(
      List<InvitationId> fresh, Collection<InvitationId> open) {
    Set<InvitationId> renewed = new HashSet<>(open);
    fresh.forEach(renewed::remove);
    return List.copyOf(renewed);
  }

  private Map<EmailAddress, InvitationId> upsert(
      ChangeTransaction tx, AccountId inviter, List<Fresh> wanted) {
    return fresh.upsert(tx, tx.at(), inviter, wanted, Limits.INVITATION_LINK_LIFETIME);
  }

  private static MailQuota.Asked asked(
      ChangeTransaction tx, AccountId inviter, ConversationId conversation, EmailAddress email) {
    return new MailQuota.Asked(inviter, tx.at().domain(), Optional.of(conversation), email);
  }

  /** Lets the mails leave, and those know who are connected, when it is committed. */
  private void tell(ChangeTransaction tx, Collection<InvitationId> made) {
    tx.afterwards(mails::wake);
    tx.afterwards(() -> news.received(made));
  }

  @Override
  public Action.Manage rightToEnd(
      AccountId person, ConversationId conversation, InvitationId invitation) {
    return database
            .query(handle -> store.find(handle, invitation))
            .filter(stored -> stored.conversation().equals(conversation))
            .filter(stored -> stored.inviter().equals(person))
            .isPresent()
        ? Action.Manage.SEE_INVITATIONS
        : Action.Manage.MANAGE_INVITATIONS;
  }

  @Override
  public boolean revoke(
      ChangeTransaction tx,
      ConversationId conversation,
      InvitationId invitation,
      Predicate<AccountId> inviter) {
    Handle handle = tx.at().handle();
    Optional<InvitationStore.Stored> open =
        store
            .lock(handle, invitation)
            .filter(stored -> stored.conversation().equals(conversation))
            .filter(stored -> inviter.test(stored.inviter()))
            .filter(stored -> store.end(tx, invitation, InvitationState.REVOKED));
    open.ifPresent(stored -> withdraw(tx, stored));
    return open.isPresent();
  }

  @Override
  public void revokeFor(ChangeTransaction tx, ConversationId conversation, AccountId person) {
    withdrawAll(tx, Optional.of(conversation), person);
  }

  @Override
  public void revokeAllFor(ChangeTransaction tx, AccountId person) {
    withdrawAll(tx, Optional.empty(), person);
  }

  @Override
  public int count(Handle handle, DomainId domain, ExternalSelection which) {
    return selected.count(handle, domain, which);
  }

  @Override
  public int dateSelected(
      ChangeTransaction tx,
      ExternalSelection which,
      Optional<Instant> until,
      EndConditions conditions) {
    tx.memberships().recount(tx.at());
    return selected.date(tx, tx.at().domain(), which, until, conditions);
  }

  @Override
  public int revokeSelected(ChangeTransaction tx, ExternalSelection which, int max) {
    List<InvitationId> ended = selected.revoke(tx, tx.at().domain(), which, max);
    withdraw(tx, ended);
    return ended.size();
  }

  @Override
  public int revokeErased(ChangeTransaction tx, AccountId person, int max) {
    List<InvitationId> ended = selected.revokeAll(tx, tx.at().domain(), person, max);
    withdraw(tx, ended);
    return ended.size();
  }

  @Override
  public void settleMails(ChangeTransaction tx, EmailAddress email) {
    store
        .unanswered(tx.at().handle(), tx.at().domain(), email)
        .forEach(invitation -> tx.beforeAnswer(() -> mails.settle(invitation)));
  }

  @Override
  public void tellHeld(ChangeTransaction tx, AccountId person) {
    List<InvitationId> held = store.unanswered(tx.at().handle(), tx.at().domain(), person);
    tx.afterwards(() -> held.forEach(invitation -> news.ended(invitation, person)));
  }

  @Override
  public void tellAdded(
      ChangeTransaction tx, ConversationId conversation, AccountId person, Optional<String> note) {
    additions.tell(tx, conversation, person, note);
  }

  private void withdrawAll(
      ChangeTransaction tx, Optional<ConversationId> conversation, AccountId person) {
    withdraw(tx, selected.revokeOf(tx, tx.at().domain(), conversation, person));
  }

  private void withdraw(ChangeTransaction tx, List<InvitationId> ended) {
    ended.forEach(invitation ->
        store.find(tx.at().handle(), invitation).ifPresent(stored -> withdraw(tx, stored)));
  }

  /**
   * Withdraws the invitation: after this change is answered, none of its mails leaves any more. Of
   * one that waited nobody knew to whom it was.
   */
  private void withdraw(ChangeTransaction tx, InvitationStore.Stored invitation) {
    mails.cancel(tx.at().handle(), List.of(invitation.id()));
    tx.beforeAnswer(() -> mails.settle(invitation.id()));
    if (!invitation.waits()) {
      invitation
          .email()
          .ifPresent(email -> tx.afterwards(() -> news.withdrawn(invitation.id(), email)));
    }
  }
}
