package io.drawbridge.server.invite;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.mail.Slot;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** Records and withdraws invitations inside the changes of other features. Thread-safe. */
final class MailedInvitations implements Invitations {
  private final Ids ids;
  private final Database database;
  private final InvitationStore store;
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
      Additions additions) {
    this.ids = ids;
    this.database = database;
    this.store = store;
    this.judge = judge;
    this.mails = mails;
    this.news = news;
    this.additions = additions;
  }

  @Override
  public InvitationId invite(ChangeTransaction tx, AccountId inviter, Wanted wanted) {
    EmailAddress email = EmailAddress.of(wanted.email());
    Handle handle = tx.at().handle();
    InvitationId fresh = new InvitationId(ids.next());
    boolean there = !store.reached(handle, wanted.conversation(), List.of(email)).isEmpty();
    Optional<InvitationId> kept = ofAnother(handle, inviter, wanted.conversation(), email);
    if (there || kept.isPresent()) {
      return kept.orElse(fresh);
    }
    Map<EmailAddress, InvitationId> made =
        upsert(tx, inviter, List.of(new InvitationStore.Fresh(fresh, email, wanted)));
    InvitationId invitation = made.getOrDefault(email, fresh);
    MailQuota.Asked asked = asked(tx, inviter, wanted.conversation(), email);
    if (invitation.equals(fresh)) {
      mails.send(handle, invitation, asked);
    } else {
      mails.sendAgain(handle, invitation, asked);
    }
    tell(tx, made);
    return invitation;
  }

  /**
   * The waiting invitation of another inviter, which stays theirs unless the new one manages
   * invitations.
   */
  private Optional<InvitationId> ofAnother(
      Handle handle, AccountId inviter, ConversationId conversation, EmailAddress email) {
    return store.unanswered(handle, conversation, List.of(email)).stream()
        .filter(stored -> !stored.inviter().equals(inviter))
        .filter(stored -> judge.judge(handle, stored).state() == InvitationState.PENDING)
        .filter(stored -> !judge.manages(handle, inviter, conversation))
        .map(InvitationStore.Stored::id)
        .findFirst();
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
        .filter(judged -> judged.state() == InvitationState.PENDING)
        .map(InvitationJudge.Judged::invitation)
        .forEach(open -> outcomes.putIfAbsent(open.email(), new Outcome.Open(open.id())));
    outcomes.putAll(mailed(tx, inviter, conversation, rest(wanted, emails, outcomes.keySet())));
    return emails.stream().map(email -> Objects.requireNonNull(outcomes.get(email))).toList();
  }

  /** Those that are to be recorded and mailed. */
  private List<InvitationStore.Fresh> rest(
      List<Wanted> wanted, List<EmailAddress> emails, Set<EmailAddress> settled) {
    List<InvitationStore.Fresh> rest = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      if (!settled.contains(emails.get(i))) {
        InvitationId fresh = new InvitationId(ids.next());
        rest.add(new InvitationStore.Fresh(fresh, emails.get(i), wanted.get(i)));
      }
    }
    return rest;
  }

  private Map<EmailAddress, Outcome> mailed(
      ChangeTransaction tx,
      AccountId inviter,
      ConversationId conversation,
      List<InvitationStore.Fresh> rest) {
    List<MailQuota.Outcome> quotas =
        mails.take(
            tx.at().handle(),
            rest.stream().map(it -> asked(tx, inviter, conversation, it.email())).toList(),
            tx.memberships()
                .room(tx.at(), conversation, rest.stream().map(it -> it.email().value()).toList()));
    Map<EmailAddress, Outcome> outcomes = new HashMap<>();
    List<InvitationStore.Fresh> granted = new ArrayList<>();
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
        InvitationStore.Fresh each = granted.get(i);
        InvitationId invitation = made.getOrDefault(each.email(), each.id());
        mailed.add(new InvitationMails.Mailed(invitation, each.email(), slots.get(i)));
        outcomes.put(each.email(), new Outcome.Invited(invitation));
      }
      mails.cancel(tx.at().handle(), renewed(granted, made));
      mails.put(tx.at().handle(), mailed);
      tell(tx, made);
    }
    return outcomes;
  }

  /** The invitations that were there before. */
  private static List<InvitationId> renewed(
      List<InvitationStore.Fresh> asked, Map<EmailAddress, InvitationId> made) {
    Set<InvitationId> renewed = new HashSet<>(made.values());
    asked.forEach(it -> renewed.remove(it.id()));
    return List.copyOf(renewed);
  }

  private Map<EmailAddress, InvitationId> upsert(
      ChangeTransaction tx, AccountId inviter, List<InvitationStore.Fresh> wanted) {
    return store.upsert(tx, tx.at(), inviter, wanted, Limits.INVITATION_LINK_LIFETIME);
  }

  private static MailQuota.Asked asked(
      ChangeTransaction tx, AccountId inviter, ConversationId conversation, EmailAddress email) {
    return new MailQuota.Asked(inviter, tx.at().domain(), Optional.of(conversation), email);
  }

  /** Lets the mails leave, and those know who are connected, when it is committed. */
  private void tell(ChangeTransaction tx, Map<EmailAddress, InvitationId> made) {
    tx.afterwards(mails::wake);
    tx.afterwards(() -> news.received(made.values()));
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
  public int dateSelected(ChangeTransaction tx, ExternalSelection which, Optional<Instant> until) {
    tx.memberships().recount(tx.at());
    return selected.date(tx, tx.at().domain(), which, until);
  }

  @Override
  public int revokeSelected(ChangeTransaction tx, ExternalSelection which, int max) {
    List<InvitationId> ended = selected.revoke(tx, tx.at().domain(), which, max);
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

  /** Withdraws the invitation: after this change is answered, none of its mails leaves any more. */
  private void withdraw(ChangeTransaction tx, InvitationStore.Stored invitation) {
    mails.cancel(tx.at().handle(), List.of(invitation.id()));
    tx.beforeAnswer(() -> mails.settle(invitation.id()));
    tx.afterwards(() -> news.withdrawn(invitation.id(), invitation.email()));
  }
}
