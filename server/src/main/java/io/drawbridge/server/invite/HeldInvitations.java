package io.drawbridge.server.invite;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.invite.mail.InvitationMails;
import java.util.Collection;
import java.util.List;

/** Lets invitations wait for approval, as many as may (G-26). Thread-safe. */
final class HeldInvitations {
  private final ApprovalStore approvals = new ApprovalStore();
  private final InvitationMails mails;
  private final InvitationNews news;

  HeldInvitations(InvitationMails mails, InvitationNews news) {
    this.mails = mails;
    this.news = news;
  }

  /** The number of invitations that may still wait. */
  int places(ChangeTransaction tx, AccountId inviter) {
    int waiting = approvals.count(tx.at().handle(), tx.at().domain(), inviter);
    return Math.max(0, Limits.INVITATIONS_AWAITING_PER_INVITER_MAX - waiting);
  }

  /**
   * Refuses if none may.
   *
   * @throws Failure {@code limit_reached}
   */
  void requirePlace(ChangeTransaction tx, AccountId inviter) {
    if (places(tx, inviter) == 0) {
      throw tooMany();
    }
  }

  static Failure tooMany() {
    return Failure.of(
        ErrorCode.LIMIT_REACHED,
        "invitations that wait for approval: %d (limit: %d)"
            .formatted(
                Limits.INVITATIONS_AWAITING_PER_INVITER_MAX,
                Limits.INVITATIONS_AWAITING_PER_INVITER_MAX));
  }

  /** Takes back what was mailed of invitations that wait from now on, and tells who may approve. */
  void hold(ChangeTransaction tx, List<InvitationId> mailed, Collection<InvitationId> waiting) {
    mails.cancel(tx.at().handle(), mailed);
    mailed.forEach(invitation -> tx.beforeAnswer(() -> mails.settle(invitation)));
    List<InvitationId> told = List.copyOf(waiting);
    tx.afterwards(() -> news.awaiting(told));
  }
}
