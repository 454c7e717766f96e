package io.drawbridge.server.account;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.AccountCommand;
import io.drawbridge.protocol.frame.Done;
import io.drawbridge.protocol.frame.Secret;
import io.drawbridge.protocol.frame.SessionEnd;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.db.Requests;
import io.drawbridge.server.delivery.MembershipLanes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.Answer;
import io.drawbridge.server.session.Handler;
import io.drawbridge.server.session.RequestKeys;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/** Sets the caller's password, and ends every other session: one of them may be why it changes. */
public final class SetPassword implements Handler<AccountCommand.SetPassword, Done> {
  private static final String DONE = "done";

  /**
   * Stands for the passwords in the request's key, which is stored: their fast hash must not be.
   */
  private static final Secret NOT_STORED = new Secret("0123456789");

  private final Database database;
  private final MembershipLanes lanes;
  private final AccountStore accounts;
  private final SessionStore sessions;
  private final Passwords passwords;
  private final Requests requests;
  private final RequestKeys keys;
  private final AttemptLimit limit = new AttemptLimit();

  public SetPassword(
      Database database,
      MembershipLanes lanes,
      AccountStore accounts,
      SessionStore sessions,
      Passwords passwords,
      Requests requests,
      RequestKeys keys) {
    this.database = database;
    this.lanes = lanes;
    this.accounts = accounts;
    this.sessions = sessions;
    this.passwords = passwords;
    this.requests = requests;
    this.keys = keys;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, AccountCommand.SetPassword command) {
    RequestKey key =
        keys.of(
            caller,
            new AccountCommand.SetPassword(command.clientId(), Optional.empty(), NOT_STORED));
    if (database.query(handle -> requests.earlier(handle, key)).isPresent()) {
      return CompletableFuture.completedStage(Answer.own(new Done()));
    }
    AccountStore.Account account =
        database
            .query(handle -> accounts.find(handle, caller.account()))
            .orElseThrow(Failure::notFound);
    if (account.bot()) {
      throw Failure.notAllowed("a bot has no password");
    }
    proveCurrent(caller, account, command.currentPassword());
    String hash = passwords.hash(new Payer.OfAccount(account.id()), command.newPassword());
    return lanes
        .submitAccount(
            caller.account(), caller.account(), handle -> set(handle, caller, account, hash, key))
        .thenApply(changed -> Answer.own(new Done()));
  }

  private void proveCurrent(Caller caller, AccountStore.Account account, Optional<Secret> current) {
    if (account.passwordHash().isEmpty()) {
      return;
    }
    Payer payer = new Payer.OfAccount(account.id());
    boolean right =
        current.isPresent()
            && limit.attempt(
                caller.session(),
                () -> passwords.matches(payer, current.get(), account.passwordHash()));
    if (!right) {
      throw Failure.of(ErrorCode.SIGN_IN_FAILED, "the current password is wrong");
    }
  }

  private boolean set(
      Handle handle, Caller caller, AccountStore.Account before, String hash, RequestKey key) {
    if (requests.earlier(handle, key).isPresent()) {
      return false;
    }
    if (!accounts.setPassword(handle, before, hash)) {
      throw Failure.of(ErrorCode.CONFLICT, "the password was changed meanwhile");
    }
    sessions.endAll(handle, caller.account(), Optional.of(caller.session()), SessionEnd.REVOKED);
    requests.remember(handle, key, DONE);
    return true;
  }
}
