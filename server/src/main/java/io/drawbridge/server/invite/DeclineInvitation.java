package io.drawbridge.server.invite;

import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.command.RequestKeys;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.db.Requests;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code invitation.decline}: ends an invitation whose receiver does not want to join. */
final class DeclineInvitation implements Handler<InvitationCommand.Decline, Done> {
  private final Database database;
  private final Addressee addressee;
  private final InvitationStore store;
  private final InvitationJudge judge;
  private final InvitationMails mails;
  private final InvitationNews news;
  private final Requests requests;
  private final RequestKeys keys;

  DeclineInvitation(
      Database database,
      Addressee addressee,
      InvitationStore store,
      InvitationJudge judge,
      InvitationMails mails,
      InvitationNews news,
      Requests requests,
      RequestKeys keys) {
    this.database = database;
    this.addressee = addressee;
    this.store = store;
    this.judge = judge;
    this.mails = mails;
    this.news = news;
    this.requests = requests;
    this.keys = keys;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, InvitationCommand.Decline command) {
    InvitationStore.Stored invitation = addressee.invitation(caller, command.invitation());
    RequestKey key = keys.of(caller, command);
    boolean declined =
        database.write(handle -> {
          if (requests.earlier(handle, key).isPresent()) {
            return false;
          }
          if (judge.good(handle, store.lock(handle, invitation.id())).isEmpty()) {
            throw LinkUse.spent();
          }
          store.end(handle, invitation.id(), InvitationState.DECLINED);
          mails.cancel(handle, invitation.id());
          requests.remember(handle, key, "done");
          return true;
        });
    if (declined) {
      news.declined(invitation);
    }
    return CompletableFuture.completedStage(Answer.own(new Done()));
  }
}
