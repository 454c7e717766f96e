package io.drawbridge.server.invite;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.invite.mail.InvitationMails;
import io.drawbridge.server.invite.mail.MailQuota;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Records invitations of people whom somebody adds by name, where they have to accept first (D3) or
 * somebody to approve it (G-26). Nobody but they themselves and the mail see their address.
 * Thread-safe.
 */
final class NamedInvitations {
  private final Ids ids;
  private final InvitationStore store;
  private final FreshInvitationStore fresh = new FreshInvitationStore();
  private final InvitationJudge judge;
  private final InvitationMails mails;
  private final InvitationNews news;
  private final WaitingInvitations held;

  NamedInvitations(
      Ids ids,
      InvitationStore store,
      InvitationJudge judge,
      InvitationMails mails,
      InvitationNews news,
      WaitingInvitations held) {
    this.ids = ids;
    this.store = store;
    this.judge = judge;
    this.mails = mails;
    this.news = news;
    this.held = held;
  }

  /** See {@link Invitations#invite(ChangeTransaction, AccountId, Invitations.Person)}. */
  InvitationId invite(ChangeTransaction tx, AccountId inviter, Invitations.Person wanted) {
    Handle handle = tx.at().handle();
    AccountId person = wanted.admission().person();
    ConversationId conversation = wanted.admission().conversation();
    Optional<EmailAddress> email = fresh.address(handle, person);
    if (email.isEmpty()) {
      wanted.admission().entry().require();
    }
    Optional<InvitationStore.Stored> open = store.named(handle, conversation, person);
    Optional<InvitationId> kept =
        open.filter(stored -> staysAsItIs(handle, inviter, stored)).map(InvitationStore.Stored::id);
    if (kept.isPresent()) {
      return kept.get();
    }
    boolean waits = wanted.admission().waits();
    if (waits) {
      held.requirePlace(tx, inviter);
    }
    InvitationId invitation =
        fresh.upsert(
            tx,
            tx.at(),
            inviter,
            new InvitationId(ids.next()),
            email.orElseThrow(),
            wanted,
            Limits.INVITATION_LINK_LIFETIME);
    if (waits) {
      List<InvitationId> mailed = open.map(InvitationStore.Stored::id).stream().toList();
      held.hold(tx, mailed, List.of(invitation));
    } else {
      mails.sendAgain(
          handle,
          invitation,
          new MailQuota.Asked(
              inviter, tx.at().domain(), Optional.of(conversation), email.orElseThrow()));
      tx.afterwards(mails::wake);
      tx.afterwards(() -> news.received(List.of(invitation)));
    }
    return invitation;
  }

  /**
   * That of another inviter stays theirs, unless the new one manages invitations. A DM is opened
   * again and again, and nobody is asked again by that.
   */
  private boolean staysAsItIs(Handle handle, AccountId inviter, InvitationStore.Stored stored) {
    InvitationState state = judge.judge(handle, stored).state();
    boolean stands = state == InvitationState.PENDING || state == InvitationState.AWAITING_APPROVAL;
    boolean anothers =
        !stored.inviter().equals(inviter) && !judge.manages(handle, inviter, stored.conversation());
    return stands && (stored.kind() == ConversationKind.DM || anothers);
  }

  /** Ends what is open of a person who is in the conversation by now: nothing is left to accept. */
  void arrived(ChangeTransaction tx, ConversationId conversation, AccountId person) {
    store
        .named(tx.at().handle(), conversation, person)
        .map(InvitationStore.Stored::id)
        .filter(invitation -> store.end(tx, invitation, InvitationState.REVOKED))
        .ifPresent(invitation -> {
          mails.cancel(tx.at().handle(), List.of(invitation));
          tx.afterwards(() -> news.ended(invitation, person));
        });
  }
}
