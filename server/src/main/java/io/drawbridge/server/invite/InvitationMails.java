package io.drawbridge.server.invite;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.MailOutbox;
import io.drawbridge.server.mail.Slot;
import java.security.SecureRandom;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Puts the mails of invitations into the outbox, and takes them and their links back. */
final class InvitationMails {
  private final OneTimeTokenStore tokens;
  private final MailOutbox outbox;
  private final MailQuota quota;
  private final SecureRandom random;

  InvitationMails(
      OneTimeTokenStore tokens, MailOutbox outbox, MailQuota quota, SecureRandom random) {
    this.tokens = tokens;
    this.outbox = outbox;
    this.quota = quota;
    this.random = random;
  }

  /**
   * Mails a link that replaces all earlier ones of the invitation. Ring {@link #wake} afterwards.
   */
  void sendAgain(Handle handle, InvitationId invitation, MailQuota.Asked asked) {
    cancel(handle, invitation);
    send(handle, invitation, asked);
  }

  /** Mails the first link of an invitation. Ring {@link #wake} afterwards. */
  void send(Handle handle, InvitationId invitation, MailQuota.Asked asked) {
    Slot slot = quota.take(handle, asked);
    OneTimeSecret token = OneTimeSecret.fresh(random);
    tokens.insert(
        handle,
        token,
        LinkKind.INVITATION,
        Optional.of(asked.to()),
        Optional.of(invitation.value()),
        Limits.INVITATION_LINK_LIFETIME);
    outbox.add(
        handle,
        MailKind.INVITATION,
        asked.to(),
        Optional.of(invitation.value()),
        token.text(),
        slot);
  }

  /** Takes mails back: the links work no more, and what is not under way is not sent. */
  void cancel(Handle handle, InvitationId invitation) {
    tokens.spendAllOf(handle, LinkKind.INVITATION, invitation.value());
    outbox.cancel(handle, MailKind.INVITATION, invitation.value());
  }

  /** Waits until no mail of a withdrawn invitation is on its way out. After the commit. */
  void settle(InvitationId invitation) {
    outbox.settle(MailKind.INVITATION, invitation.value());
  }

  void wake() {
    outbox.wake();
  }
}
