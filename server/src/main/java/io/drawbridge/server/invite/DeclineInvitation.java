package io.drawbridge.server.invite;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.invite.mail.InvitationMails;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * {@code invitation.decline}: ends an invitation whose receiver does not want to join; by the link
 * of its mail too.
 */
final class DeclineInvitation implements Handler<InvitationCommand.Decline, Done> {
  private final Changes changes;
  private final Addressee addressee;
  private final InvitationStore store;
  private final InvitationJudge judge;
  private final InvitationMails mails;
  private final InvitationNews news;

  DeclineInvitation(
      Changes changes,
      Addressee addressee,
      InvitationStore store,
      InvitationJudge judge,
      InvitationMails mails,
      InvitationNews news) {
    this.changes = changes;
    this.addressee = addressee;
    this.store = store;
    this.judge = judge;
    this.mails = mails;
    this.news = news;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, InvitationCommand.Decline command) {
    InvitationStore.Stored invitation = addressee.invitation(caller, command.invitation());
    return changes
        .run(
            invitation.domain(),
            changes.request(caller, command, Done.class),
            tx -> decline(tx, invitation))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  /**
   * Declines it for who has the link of its mail, in one change with the end of the link.
   *
   * @param owner the account of the address, if there is one
   * @param spend spends the link; false if that was done before
   */
  CompletionStage<Done> byLink(
      InvitationStore.Stored invitation, Optional<AccountId> owner, Predicate<Handle> spend) {
    ChangeRequest<Done> request =
        ChangeRequest.own(AccountCommand.DeclineLink.class, owner.orElse(ChangeRequest.SERVER));
    return changes
        .run(
            invitation.domain(),
            request,
            tx -> {
              if (!spend.test(tx.handle())) {
                throw LinkUse.spent();
              }
              tx.afterwards(() -> news.withdrawn(invitation.id(), invitation.address()));
              return decline(tx, invitation);
            })
        .thenApply(MembershipLanes.Changed::value);
  }

  private Done decline(ChangeTransaction tx, InvitationStore.Stored invitation) {
    if (judge.good(tx.handle(), store.lock(tx.handle(), invitation.id())).isEmpty()) {
      throw LinkUse.spent();
    }
    store.end(tx, invitation.id(), InvitationState.DECLINED);
    mails.cancel(tx.handle(), List.of(invitation.id()));
    tx.afterwards(() -> news.declined(invitation));
    return new Done();
  }
}
