package io.drawbridge.server.account;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.rules.AccountRules;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.AttemptLimit;
import io.drawbridge.server.account.credential.Passwords;
import io.drawbridge.server.account.credential.Payer;
import io.drawbridge.server.account.session.SessionStore;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import java.util.Optional;

/**
 * Asks for more than an access token before something is done to an account that its owner alone
 * may do: the present password, or a session that a mailed link opened a moment ago. Thread-safe.
 */
public final class OwnerProof {
  private final Database database;
  private final SessionStore sessions;
  private final Passwords passwords;
  private final AttemptLimit limit = new AttemptLimit();

  OwnerProof(Database database, SessionStore sessions, Passwords passwords) {
    this.database = database;
    this.sessions = sessions;
    this.passwords = passwords;
  }

  /**
   * Proves the owner. Blocks.
   *
   * @throws Failure {@code sign_in_failed}, or {@code not_allowed} if there is no password yet
   */
  public void require(Caller caller, AccountStore.Account account, Optional<Secret> password) {
    if (account.passwordHash().isPresent() && password.isPresent()) {
      provePassword(caller, account, password.get());
    } else {
      requireProvedMailbox(caller, account);
    }
  }

  private void provePassword(Caller caller, AccountStore.Account account, Secret password) {
    Payer payer = new Payer.OfAccount(account.id());
    // Counted by session: a stolen one cannot use up the attempts of the owner's.
    if (!limit.attempt(
        caller.session(), () -> passwords.matches(payer, password, account.passwordHash()))) {
      throw wrong();
    }
  }

  private void requireProvedMailbox(Caller caller, AccountStore.Account account) {
    boolean proved =
        database.query(handle ->
            sessions.provedMailbox(handle, caller.session(), Limits.MAILBOX_PROOF_LIFETIME));
    if (!proved && account.passwordHash().isPresent()) {
      throw wrong();
    }
    AccountRules.actAsOwner(proved).require();
  }

  private static Failure wrong() {
    return Failure.of(ErrorCode.SIGN_IN_FAILED, "the current password is wrong");
  }
}
