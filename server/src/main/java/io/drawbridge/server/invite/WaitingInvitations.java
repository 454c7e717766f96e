package io.drawbridge.server.invite;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.invite.mail.InvitationMails;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Lets invitations wait for approval, as many as may (G-26), and finds the one that somebody wants
 * to answer who may approve it: it waits, or it fails. Thread-safe.
 */
final class WaitingInvitations {
  private final AccessGate gate;
  private final Database database;
  private final InvitationStore store;
  private final InvitationJudge judge;
  private final InvitationMails mails;
  private final InvitationNews news;
  private final ApprovalStore approvals = new ApprovalStore();

  WaitingInvitations(
      AccessGate gate,
      Database database,
      InvitationStore store,
      InvitationJudge judge,
      InvitationMails mails,
      InvitationNews news) {
    this.gate = gate;
    this.database = database;
    this.store = store;
    this.judge = judge;
    this.mails = mails;
    this.news = news;
  }

  /** An invitation, and the right to approve or deny it. */
  record Answerable(InvitationStore.Stored invitation, ManagePermit permit) {}

  /**
   * The invitation, before the change.
   *
   * @throws Failure {@code not_found} if there is none that the caller may know of; {@code
   *     not_allowed} if it is not theirs to approve
   */
  Answerable find(Caller caller, InvitationId invitation) {
    InvitationStore.Stored found =
        database.query(handle -> store.find(handle, invitation)).orElseThrow(Failure::notFound);
    return new Answerable(
        found,
        gate.manage(
            caller, found.conversation(), Action.Manage.APPROVE_EXTERNAL, Optional.empty()));
  }

  /**
   * The invitation as it stands under the lock of the change that answers it.
   *
   * @throws Failure {@code conflict} if it waits no more
   */
  InvitationStore.Stored require(ChangeTransaction tx, InvitationStore.Stored before) {
    return judged(tx, before).invitation();
  }

  /**
   * The same, if its inviter may bring somebody in at this moment.
   *
   * @throws Failure also {@code closed} or {@code locked}
   */
  InvitationStore.Stored requireGood(ChangeTransaction tx, InvitationStore.Stored before) {
    InvitationJudge.Judged judged = judged(tx, before);
    if (judged.inviters() instanceof Decision.Refused notNow) {
      throw notNow.failure();
    }
    return judged.invitation();
  }

  private InvitationJudge.Judged judged(ChangeTransaction tx, InvitationStore.Stored before) {
    return store
        .lock(tx.handle(), before.id())
        .map(locked -> judge.judge(tx.handle(), locked))
        .filter(judged -> judged.state() == InvitationState.AWAITING_APPROVAL)
        .filter(judged -> judged.invitation().inviter().equals(before.inviter()))
        .orElseThrow(WaitingInvitations::goneBy);
  }

  private static Failure goneBy() {
    return Failure.of(
        ErrorCode.CONFLICT, "the invitation waits no more for approval (expected: look again)");
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
