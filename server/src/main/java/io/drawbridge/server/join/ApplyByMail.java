package io.drawbridge.server.join;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.result.JoinResult.JoinApplied;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.command.OpenHandler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * {@code join_link.apply_by_mail}: lets a stranger apply by a join link with an address. That the
 * mailbox is theirs they prove by the invitation that is mailed there.
 */
final class ApplyByMail implements OpenHandler<JoinCommand.ApplyByMail, JoinApplied> {
  private final Database database;
  private final Changes changes;
  private final JoinLinkStore store;
  private final JoinLinkJudge judge;
  private final Applications applications;

  ApplyByMail(
      Database database,
      Changes changes,
      JoinLinkStore store,
      JoinLinkJudge judge,
      Applications applications) {
    this.database = database;
    this.changes = changes;
    this.store = store;
    this.judge = judge;
    this.applications = applications;
  }

  @Override
  public CompletionStage<Answer<JoinApplied>> handle(
      ClientAddress address, JoinCommand.ApplyByMail command) {
    OneTimeSecret token = new OneTimeSecret(command.token().value());
    JoinLinkJudge.Judged judged =
        database
            .read(handle -> store.find(handle, token).map(link -> judge.judge(handle, link)))
            .filter(JoinLinkJudge.Judged::open)
            .orElseThrow(LinkUse::spent);
    JoinRequestStore.Address typed =
        new JoinRequestStore.Address(EmailAddress.of(command.email()), command.name());
    return changes
        .run(
            judged.link().domain(),
            ChangeRequest.<JoinApplied>own(JoinCommand.ApplyByMail.class, ChangeRequest.SERVER)
                .inNameOf(judged.link().maker()),
            tx -> applications.take(tx, judged.link().id(), typed, command.note()))
        .thenApply(MembershipLanes.Changed::value)
        .exceptionally(refused -> withoutMail(judged, refused))
        .thenApply(Answer::own);
  }

  /**
   * The usual answer where no more mails may go to the address today: that it had so many is
   * nobody's business.
   */
  private static JoinApplied withoutMail(JoinLinkJudge.Judged judged, Throwable refused) {
    Throwable cause = refused instanceof CompletionException ? refused.getCause() : refused;
    boolean usedUp = cause instanceof Failure failure && failure.code() == ErrorCode.LIMIT_REACHED;
    if (usedUp && !judged.approval()) {
      return Applications.byMail(judged);
    }
    throw cause instanceof Failure failure ? failure : new CompletionException(cause);
  }
}
