package io.drawbridge.server.invite.mail;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.server.access.facts.QuotaRoom;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.MailOutbox;
import io.drawbridge.server.mail.Slot;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Puts the mails of invitations into the outbox, and takes them and their links back. */
public final class InvitationMails {
  private final OneTimeTokenStore tokens;
  private final MailOutbox outbox;
  private final MailQuota quota;
  private final SecureRandom random;

  public InvitationMails(
      OneTimeTokenStore tokens, MailOutbox outbox, MailQuota quota, SecureRandom random) {
    this.tokens = tokens;
    this.outbox = outbox;
    this.quota = quota;
    this.random = random;
  }

  /**
   * Mails a link that replaces all earlier ones of the invitation. Ring {@link #wake} afterwards.
   */
  public void sendAgain(Handle handle, InvitationId invitation, MailQuota.Asked asked) {
    cancel(handle, List.of(invitation));
    send(handle, invitation, asked);
  }

  /** Mails the first link of an invitation. Ring {@link #wake} afterwards. */
  public void send(Handle handle, InvitationId invitation, MailQuota.Asked asked) {
    put(handle, List.of(new Mailed(invitation, asked.to(), quota.take(handle, asked))));
  }

  /** Asks whether mails may leave, see {@link MailQuota#takeAll}. */
  public List<MailQuota.Outcome> take(Handle handle, List<MailQuota.Asked> asked, QuotaRoom room) {
    return quota.takeAll(handle, asked, room);
  }

  /** An invitation whose mail was counted. */
  public record Mailed(InvitationId invitation, EmailAddress to, Slot slot) {}

  /** Mails a link of each invitation, by a statement for all. Ring {@link #wake} afterwards. */
  public void put(Handle handle, List<Mailed> mails) {
    List<OneTimeTokenStore.Fresh> fresh = new ArrayList<>(mails.size());
    List<MailOutbox.OnWord> rows = new ArrayList<>(mails.size());
    for (Mailed each : mails) {
      OneTimeSecret token = OneTimeSecret.fresh(random);
      Optional<Long> subject = Optional.of(each.invitation().value());
      fresh.add(new OneTimeTokenStore.Fresh(token, Optional.of(each.to()), subject));
      rows.add(new MailOutbox.OnWord(each.to(), subject, token.text(), each.slot()));
    }
    tokens.insert(handle, LinkKind.INVITATION, fresh, Limits.INVITATION_LINK_LIFETIME);
    outbox.add(handle, MailKind.INVITATION, rows);
  }

  /** Takes mails back: the links work no more, and what is not under way is not sent. */
  public void cancel(Handle handle, List<InvitationId> invitations) {
    if (invitations.isEmpty()) {
      return;
    }
    List<Long> subjects = invitations.stream().map(InvitationId::value).toList();
    tokens.spendAllOf(handle, LinkKind.INVITATION, subjects);
    outbox.cancel(handle, MailKind.INVITATION, subjects);
  }

  /** Waits until no mail of a withdrawn invitation is on its way out. After the commit. */
  public void settle(InvitationId invitation) {
    outbox.settle(MailKind.INVITATION, invitation.value());
  }

  public void wake() {
    outbox.wake();
  }
}
