package io.drawbridge.server.account.credential;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.mail.CredentialChange;
import io.drawbridge.server.mail.DueMail;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.Letters;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.MailOutbox;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.mail.letter.Letter;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.observe.SecurityLog.Fact;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Records each change of what opens an account and mails its owner about it, in the transaction of
 * the change, so that owners learn of changes they did not make. Thread-safe.
 */
@LetsOut(Surface.MAIL_CREDENTIAL_CHANGED)
public final class CredentialNotices implements LetterSource {
  private final Ids ids;
  private final AccountStore accounts;
  private final MailOutbox outbox;
  private final Letters letters;
  private final SecurityLog security;
  private final CredentialChangeStore store = new CredentialChangeStore();

  public CredentialNotices(
      Ids ids, AccountStore accounts, MailOutbox outbox, Letters letters, SecurityLog security) {
    this.ids = ids;
    this.accounts = accounts;
    this.outbox = outbox;
    this.letters = letters;
    this.security = security;
  }

  /** Adds the mail; call {@link #told} after the commit. */
  public void changed(Handle handle, AccountId owner, CredentialChange what) {
    changed(handle, owner, what, Optional.empty());
  }

  /**
   * Records that a token was made for one of the owner's bots; call {@link #told} after the commit.
   */
  public void botTokenMade(Handle handle, AccountId owner, AccountId bot) {
    changed(handle, owner, CredentialChange.BOT_TOKEN_MADE, Optional.of(bot));
  }

  /** Follows up a committed change. */
  public void told(AccountId owner, CredentialChange what) {
    security.record(
        SecurityEvent.CREDENTIAL_CHANGED, Fact.account(owner), Fact.reason(what.stored()));
    outbox.wake();
  }

  private void changed(
      Handle handle, AccountId owner, CredentialChange what, Optional<AccountId> bot) {
    long id = ids.next();
    store.insert(handle, id, owner, what, bot);
    accounts
        .find(handle, owner)
        .flatMap(AccountStore.Account::email)
        .ifPresent(email ->
            outbox.add(
                handle, MailKind.CREDENTIAL_CHANGED, new EmailAddress(email), Optional.of(id), ""));
  }

  @Override
  public Optional<Letter> compose(Handle snapshot, DueMail mail) {
    return mail.subject()
        .flatMap(id -> store.find(snapshot, id))
        .map(changed ->
            letters.credentialChanged(mail, changed.what(), changed.bot(), changed.at()));
  }

  @Override
  public void undeliverable(Optional<Long> subject) {
    // the owner cannot be reached; what was changed stays on record
  }
}
