package io.drawbridge.server.invite;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.frame.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.access.DomainId;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.mail.EmailAddress;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Records and withdraws invitations inside the changes of other features. Thread-safe. */
final class MailedInvitations implements Invitations {
  private final Ids ids;
  private final InvitationStore store;
  private final InvitationMails mails;
  private final InvitationNews news;
  private final Additions additions;

  MailedInvitations(
      Ids ids,
      InvitationStore store,
      InvitationMails mails,
      InvitationNews news,
      Additions additions) {
    this.ids = ids;
    this.store = store;
    this.mails = mails;
    this.news = news;
    this.additions = additions;
  }

  @Override
  public InvitationId invite(ChangeTransaction tx, AccountId inviter, Wanted wanted) {
    EmailAddress email = EmailAddress.of(wanted.email());
    Handle handle = tx.at().handle();
    InvitationId fresh = new InvitationId(ids.next());
    InvitationId invitation =
        store.upsert(
            handle,
            fresh,
            tx.at().domain(),
            inviter,
            email,
            wanted,
            Limits.INVITATION_LINK_LIFETIME);
    MailQuota.Asked asked =
        new MailQuota.Asked(inviter, tx.at().domain(), Optional.of(wanted.conversation()), email);
    if (invitation.equals(fresh)) {
      mails.send(handle, invitation, asked);
    } else {
      mails.sendAgain(handle, invitation, asked);
    }
    tx.afterwards(mails::wake);
    tx.afterwards(() -> news.received(invitation));
    return invitation;
  }

  @Override
  public boolean revoke(
      ChangeTransaction tx, ConversationId conversation, InvitationId invitation) {
    Handle handle = tx.at().handle();
    Optional<InvitationStore.Stored> open =
        store
            .find(handle, invitation)
            .filter(stored -> stored.conversation().equals(conversation))
            .filter(stored -> store.end(handle, invitation, InvitationState.REVOKED));
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
  public void tellAdded(
      ChangeTransaction tx, ConversationId conversation, AccountId person, Optional<String> note) {
    additions.tell(tx, conversation, person, note);
  }

  private void withdrawAll(
      ChangeTransaction tx, Optional<ConversationId> conversation, AccountId person) {
    Handle handle = tx.at().handle();
    DomainId domain = tx.at().domain();
    List<InvitationId> ended = store.revokeOf(handle, domain, conversation, person);
    ended.forEach(
        invitation -> store.find(handle, invitation).ifPresent(stored -> withdraw(tx, stored)));
  }

  /** After this change is told, no mail of the invitation leaves any more. */
  private void withdraw(ChangeTransaction tx, InvitationStore.Stored invitation) {
    mails.cancel(tx.at().handle(), invitation.id());
    tx.beforeAnswer(() -> mails.settle(invitation.id()));
    tx.afterwards(() -> news.withdrawn(invitation.id(), invitation.email()));
  }
}
