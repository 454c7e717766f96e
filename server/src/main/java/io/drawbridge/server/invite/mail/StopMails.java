package io.drawbridge.server.invite.mail;

import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.command.OpenHandler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.AuditNote;
import io.drawbridge.server.delivery.audit.AuditNoteStore;
import io.drawbridge.server.mail.MailStops;
import io.drawbridge.server.mail.StopTokens;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code mail.stop}: the receiver of a mail sent on somebody's word wants no more of them. Nobody
 * else hears of it, so invitations stay as they were, without mails.
 */
public final class StopMails implements OpenHandler<InvitationCommand.StopMails, Done> {
  private final Database database;
  private final MailStops stops;
  private final AuditNoteStore notes;

  public StopMails(Platform platform, MailStops stops) {
    this.database = platform.database();
    this.stops = stops;
    this.notes = new AuditNoteStore(platform.codec());
  }

  @Override
  public CompletionStage<Answer<Done>> handle(
      ClientAddress address, InvitationCommand.StopMails command) {
    Optional<StopTokens.Stop> stopped = database.write(handle -> stop(handle, command));
    if (stopped.isEmpty()) {
      throw LinkUse.spent();
    }
    return CompletableFuture.completedStage(Answer.own(new Done()));
  }

  /** Notes it, but not in the log of the workspace that the mails came from: it hears nothing. */
  private Optional<StopTokens.Stop> stop(Handle handle, InvitationCommand.StopMails command) {
    Optional<StopTokens.Stop> stopped =
        stops.stop(handle, command.token().value(), command.everybody());
    stopped.ifPresent(
        stop -> notes.insert(handle, AuditNote.ofServer(command.type(), stop.address())));
    return stopped;
  }
}
