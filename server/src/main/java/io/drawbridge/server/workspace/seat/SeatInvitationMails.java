package io.drawbridge.server.workspace.seat;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.invite.mail.MailQuota;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.MailOutbox;
import io.drawbridge.server.mail.Slot;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Puts the mails of invitations to become a member into the outbox, and takes them back. */
public final class SeatInvitationMails {
  private final OneTimeTokenStore tokens;
  private final MailOutbox outbox;
  private final MailQuota quota;
  private final SecureRandom random;

  public SeatInvitationMails(
      OneTimeTokenStore tokens, MailOutbox outbox, MailQuota quota, SecureRandom random) {
    this.tokens = tokens;
    this.outbox = outbox;
    this.quota = quota;
    this.random = random;
  }

  /**
   * Mails a link that replaces all earlier ones of the invitation. Ring {@link #wake} afterwards.
   */
  public void send(Handle handle, InvitationId invitation, MailQuota.Asked asked) {
    Slot slot = quota.take(handle, asked);
    cancel(handle, invitation);
    OneTimeSecret token = OneTimeSecret.fresh(random);
    Optional<Long> subject = Optional.of(invitation.value());
    tokens.insert(
        handle,
        token,
        LinkKind.WORKSPACE_INVITATION,
        Optional.of(asked.to()),
        subject,
        Limits.INVITATION_LINK_LIFETIME);
    outbox.add(handle, MailKind.WORKSPACE_INVITATION, asked.to(), subject, token.text(), slot);
  }

  /** Takes mails back: the links work no more, and what is not under way is not sent. */
  public void cancel(Handle handle, InvitationId invitation) {
    tokens.spendAllOf(handle, LinkKind.WORKSPACE_INVITATION, List.of(invitation.value()));
    outbox.cancel(handle, MailKind.WORKSPACE_INVITATION, List.of(invitation.value()));
  }

  /** Waits until no mail of a withdrawn invitation is on its way out. After the commit. */
  public void settle(InvitationId invitation) {
    outbox.settle(MailKind.WORKSPACE_INVITATION, invitation.value());
  }

  public void wake() {
    outbox.wake();
  }
}
