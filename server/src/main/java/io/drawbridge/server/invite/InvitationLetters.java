package io.drawbridge.server.invite;

import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditNote;
import io.drawbridge.server.delivery.audit.AuditNoteStore;
import io.drawbridge.server.delivery.audit.OwnAction;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.mail.DueMail;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.Letters;
import io.drawbridge.server.mail.letter.Letter;
import io.drawbridge.server.platform.Platform;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The mails of invitations, made of what is true when they are sent. */
@LetsOut(Surface.MAIL_INVITATION)
final class InvitationLetters implements LetterSource {
  private final Database database;
  private final InvitationStore store;
  private final InvitationJudge judge;
  private final OneTimeTokenStore tokens;
  private final Letters letters;
  private final InvitationNews news;
  private final AuditNoteStore notes;

  InvitationLetters(
      Platform platform,
      InvitationStore store,
      InvitationJudge judge,
      OneTimeTokenStore tokens,
      Letters letters,
      InvitationNews news) {
    this.database = platform.database();
    this.notes = new AuditNoteStore(platform.codec());
    this.store = store;
    this.judge = judge;
    this.tokens = tokens;
    this.letters = letters;
    this.news = news;
  }

  @Override
  public Optional<Letter> compose(Handle snapshot, DueMail mail) {
    if (tokens.find(snapshot, new OneTimeSecret(mail.token())).isEmpty()) {
      return Optional.empty();
    }
    return judge
        .good(
            snapshot,
            mail.subject().flatMap(subject -> store.find(snapshot, new InvitationId(subject))))
        .filter(invitation -> !invitation.unwanted())
        .map(invitation ->
            letters.invitation(
                mail,
                new Letters.Invited(
                    invitation.inviterName(),
                    Letters.Sort.of(invitation.kind()),
                    invitation.title(),
                    invitation.note(),
                    invitation.expiresAt(),
                    invitation.until())));
  }

  @Override
  public void undeliverable(Optional<Long> subject) {
    subject
        .map(InvitationId::new)
        .flatMap(invitation ->
            database.write(handle ->
                store.undeliverable(handle, invitation)
                    ? store.find(handle, invitation).map(it -> noted(handle, it))
                    : Optional.<InvitationStore.Stored>empty()))
        .ifPresent(news::bounced);
  }

  private InvitationStore.Stored noted(Handle handle, InvitationStore.Stored invitation) {
    notes.insert(
        handle,
        AuditNote.of(
            OwnAction.MAIL_BOUNCE,
            new WorkspaceId(invitation.domain().value()),
            Optional.of(invitation.conversation()),
            invitation.address().value(),
            AuditFact.became(
                InvitationStore.WHAT, invitation.id(), InvitationState.UNDELIVERABLE.wire())));
    return invitation;
  }
}
