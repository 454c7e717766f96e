package io.drawbridge.server.invite;

import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.command.OpenHandler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.mail.MailStops;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code mail.stop}: the receiver of a mail sent on somebody's word wants no more of them. Nobody
 * else hears of it, so invitations stay as they were, without mails.
 */
final class StopMails implements OpenHandler<InvitationCommand.StopMails, Done> {
  private final Database database;
  private final MailStops stops;

  StopMails(Database database, MailStops stops) {
    this.database = database;
    this.stops = stops;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(
      ClientAddress address, InvitationCommand.StopMails command) {
    boolean ours =
        database.write(handle -> stops.stop(handle, command.token().value(), command.everybody()));
    if (!ours) {
      throw LinkUse.spent();
    }
    return CompletableFuture.completedStage(Answer.own(new Done()));
  }
}
