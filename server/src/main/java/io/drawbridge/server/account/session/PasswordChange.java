package io.drawbridge.server.account.session;

import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.CredentialNotices;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.mail.CredentialChange;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.util.Optional;

/**
 * Carries out a change of password, in one change of the account log: other sessions end, sign-in
 * links that were mailed are worth nothing, and the owner is mailed. Thread-safe.
 */
public final class PasswordChange {
  private final AccountStore accounts;
  private final SessionStore sessions;
  private final OneTimeTokenStore tokens;
  private final CredentialNotices notices;

  public PasswordChange(
      AccountStore accounts,
      SessionStore sessions,
      OneTimeTokenStore tokens,
      CredentialNotices notices) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.tokens = tokens;
    this.notices = notices;
  }

  /**
   * Sets the password; ring {@link #told} after the commit.
   *
   * @param kept the session that stays
   * @return false if the account's credentials are not those of {@code before} any more
   */
  public boolean set(
      AuditedTransaction tx,
      AccountStore.Account before,
      String passwordHash,
      Optional<SessionId> kept) {
    if (!accounts.setPassword(tx, before, passwordHash)) {
      return false;
    }
    sessions.endAll(tx, before.id(), kept, SessionEnd.REVOKED);
    before.email().ifPresent(email -> tokens.spendSignIns(tx.handle(), new EmailAddress(email)));
    notices.changed(tx.handle(), before.id(), what(before));
    return true;
  }

  public void told(AccountStore.Account before) {
    notices.told(before.id(), what(before));
  }

  private static CredentialChange what(AccountStore.Account before) {
    return before.passwordHash().isPresent()
        ? CredentialChange.PASSWORD_CHANGED
        : CredentialChange.PASSWORD_SET;
  }
}
